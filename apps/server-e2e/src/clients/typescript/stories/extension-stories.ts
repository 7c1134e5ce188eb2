import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Story } from './story.js';

const SKILL = '---\nname: greeting\ndescription: How to greet.\ntriggers:\n  - hello\n---\nSay hello twice.\n';
const PLUGIN = '{"name": "polite", "version": "1.0.0", "description": "Is polite."}';
const SUB_AGENT = '---\nname: reader\ndescription: Reads files.\n---\nYou read files.\n';

/** Skills, plugins, sub-agents and MCP servers. */
export const EXTENSION_STORIES: readonly Story[] = [
  {
    title: 'skills are found in a project, installed, switched off and removed',
    async tell({ sdk, options, record, newDirectory }) {
      const skills = record.watch(new sdk.SkillsClient(options));
      const project = await newDirectory();
      const source = join(project, '.agents', 'skills', 'greeting');
      await mkdir(source, { recursive: true });
      await writeFile(join(source, 'SKILL.md'), SKILL);
      const found = await skills.getSkills({ load_public: false, load_user: false, project_dir: project });
      expect(found.skills).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'greeting' })]));

      expect(await skills.installSkill({ source })).toMatchObject({ name: 'greeting', enabled: true });
      expect(await skills.listInstalledSkills()).toMatchObject({ skills: [{ name: 'greeting', enabled: true }] });
      expect(await skills.toggleSkill('greeting', false)).toMatchObject({ name: 'greeting', enabled: false });
      expect(await skills.getInstalledSkill('greeting')).toMatchObject({ enabled: false });
      expect(await skills.refreshSkill('greeting')).toMatchObject({ skill: { name: 'greeting' } });
      await skills.uninstallSkill('greeting');
      await record.refused(skills.getInstalledSkill('greeting'), 404);
      skills.close();
    },
  },
  {
    title: 'the public skills are fetched, and offered',
    async tell({ sdk, options, record }) {
      const skills = record.watch(new sdk.SkillsClient(options));
      expect(await skills.syncSkills()).toMatchObject({ status: expect.stringMatching(/success|error/) });
      expect(Array.isArray((await skills.getMarketplace()).skills)).toBe(true);
    },
  },
  {
    title: 'plugins are installed, switched off and removed',
    async tell({ sdk, options, record, newDirectory }) {
      const plugins = record.watch(new sdk.PluginsClient(options));
      const source = await newDirectory();
      await mkdir(join(source, '.plugin'), { recursive: true });
      await writeFile(join(source, '.plugin', 'plugin.json'), PLUGIN);
      expect(await plugins.installPlugin({ source })).toMatchObject({
        name: 'polite',
        version: '1.0.0',
        enabled: true,
      });
      expect((await plugins.getPlugins({ load_project: false })).plugins).toMatchObject([{ name: 'polite' }]);
      expect(await plugins.listInstalledPlugins()).toMatchObject({ plugins: [{ name: 'polite' }] });
      expect(await plugins.setPluginEnabled('polite', false)).toMatchObject({ name: 'polite', enabled: false });
      expect(await plugins.getInstalledPlugin('polite')).toMatchObject({ enabled: false });
      expect(await plugins.refreshPlugin('polite')).toMatchObject({ plugin: { name: 'polite' } });
      await plugins.uninstallPlugin('polite');
      await record.refused(plugins.getInstalledPlugin('polite'), 404);
      plugins.close();
    },
  },
  {
    title: 'plugins are offered',
    async tell({ sdk, options, record }) {
      const plugins = record.watch(new sdk.PluginsClient(options));
      expect(Array.isArray((await plugins.getPluginsMarketplace()).plugins)).toBe(true);
    },
  },
  {
    title: 'sub-agents of a project are listed beside those that are built in',
    async tell({ sdk, options, record, newDirectory }) {
      const project = await newDirectory();
      await mkdir(join(project, '.agents', 'agents'), { recursive: true });
      await writeFile(join(project, '.agents', 'agents', 'reader.md'), SUB_AGENT);
      const client = record.watch(new sdk.SubAgentsClient(options));
      const { agents } = await client.getSubAgents({ project_dir: project });
      expect(agents).toEqual(
        expect.arrayContaining([expect.objectContaining({ name: 'reader', description: 'Reads files.' })]),
      );
      expect(agents.length).toBeGreaterThan(1);
      client.close();
    },
  },
  {
    title: 'MCP servers are tried out, and signed in to',
    async tell({ sdk, options, record }) {
      const client = record.watch(new sdk.MCPClient(options));
      const missing = { command: '/no/such/program', args: [] };
      expect(await client.testServer({ name: 'missing', server: missing, timeout: 5 })).toMatchObject({ ok: false });
      const nowhere = { url: 'http://127.0.0.1:9/mcp', auth: { strategy: 'oauth2' } };
      expect(await client.startOAuth({ name: 'nowhere', server: nowhere, timeout: 5 })).toMatchObject({ ok: false });
      await record.refused(client.getOAuthStatus('no-such-job'), 404);
      await record.refused(
        client.submitOAuthCallback('no-such-job', { callback_url: 'http://127.0.0.1/?code=1' }),
        404,
      );
      client.close();
    },
  },
];
