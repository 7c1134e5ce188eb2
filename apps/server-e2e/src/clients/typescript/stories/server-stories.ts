import { expect } from '@jest/globals';
import type { Story } from './story.js';

/** What the server says of itself, asked in every way there is. */
export const SERVER_STORIES: readonly Story[] = [
  {
    title: 'the server says who it is and how it is',
    async tell({ sdk, options, record }) {
      const server = record.watch(new sdk.ServerClient(options));
      expect(await server.getAlive()).toEqual({ status: 'ok' });
      expect(await server.getHealth()).toBeTruthy();
      expect(await server.getReady()).toMatchObject({ status: 'ready' });
      expect((await server.getServerInfo()).version).toMatch(/^1\.\d+\.\d+/);
      expect(await server.getRoot()).toMatchObject({ version: (await server.getServerInfo()).version });
      server.close();
    },
  },
  {
    title: 'plain requests go out with the key, and come back decoded',
    async tell({ sdk, options, record }) {
      const http = record.watch(new sdk.HttpClient({ baseUrl: options.host, apiKey: options.apiKey }));
      expect((await http.request({ method: 'GET', url: '/alive' })).data).toEqual({ status: 'ok' });
      expect((await http.put('/api/settings/secrets', { name: 'PLAIN', value: 'p' })).status).toBe(200);
      expect((await http.get('/api/settings/secrets/PLAIN', { responseType: 'text' })).data).toBe('p');
      expect((await http.delete('/api/settings/secrets/PLAIN')).status).toBe(200);
      const change = { misc_settings_diff: { plain: { told: true } } };
      expect((await http.patch('/api/settings', change)).data.misc_settings.plain).toEqual({ told: true });
      expect((await http.post('/api/bash/execute_bash_command', { command: 'echo told' })).data.stdout).toBe('told\n');
      http.close();

      const stranger = record.watch(new sdk.HttpClient({ baseUrl: options.host, apiKey: 'wrong' }));
      await record.refused(stranger.get('/api/settings'), 401);
    },
  },
  {
    title: 'the client of everything reaches its parts and any path',
    async tell({ sdk, options, record }) {
      const client = record.watch(new sdk.AgentServerClient(options));
      expect(await client.request({ method: 'GET', path: '/alive' })).toEqual({ status: 'ok' });
      expect(await client.get('/alive')).toEqual({ status: 'ok' });
      expect(await client.put('/api/settings/secrets', { name: 'ANY', value: 'a' })).toMatchObject({ name: 'ANY' });
      expect(await client.delete('/api/settings/secrets/ANY')).toEqual({ deleted: true });
      expect(await client.patch('/api/settings', { misc_settings_diff: { any: 1 } })).toMatchObject({
        misc_settings: { any: 1 },
      });
      expect(await client.post('/api/bash/execute_bash_command', { command: 'exit 3' })).toMatchObject({
        exit_code: 3,
      });
      expect(await client.tools.listTools()).toEqual(expect.arrayContaining(['terminal', 'file_editor']));
      // People make clients of their own of the base class.
      const request = (call: unknown): unknown => client.request(call);
      const own = record.watch(Object.assign(new sdk.OpenHandsClient(options), { request }));
      expect(await own.get('/alive')).toEqual({ status: 'ok' });
      for (const one of [own, client]) one.close();
    },
  },
  {
    title: 'an editor, a desktop and shared conversations are not offered',
    async tell({ sdk, options, record }) {
      const vscode = record.watch(new sdk.VSCodeClient(options));
      expect(await vscode.getStatus()).toMatchObject({ running: false });
      await record.refused(vscode.getUrl(), 503);
      const desktop = record.watch(new sdk.DesktopClient(options));
      await record.refused(desktop.getUrl('http://127.0.0.1'), 503);
      // These are routes of OpenHands Cloud; the reference server has none of them either.
      const shared = record.watch(new sdk.SharedClient(options));
      await record.refused(shared.getSharedConversation('some'), 404);
      await record.refused(shared.getSharedConversations(['some']), 404);
      await record.refused(shared.searchSharedEvents({ conversationId: 'some' }), 404);
      for (const client of [vscode, desktop, shared]) client.close();
    },
  },
];
