import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer({ storage: new InMemoryStorage(), llm: ScriptedLlm.always(say('Hello.')) });
});
afterEach(() => server.close());

it('answers events in the order of their ids, and null for one that does not exist', async () => {
  const { view } = await server.engine.create({});
  await server.engine.send(view.record.id, { content: [{ type: 'text', text: 'hi' }], run: false });
  const { items } = await server.engine.searchEvents({ conversationId: view.record.id, limit: 2 });
  const [first, second] = items.map(({ id }) => id);

  const { status, body } = await getWithBody(`/api/conversations/${view.record.id}/events`, [second, 'none', first]);

  expect(status).toBe(200);
  expect(body.map((event: AnyJson) => event?.id ?? null)).toEqual([second, null, first]);
  expect(body[0].llm_message.name).toBeNull();
});

it('knows a bad body and a bad conversation', async () => {
  const { view } = await server.engine.create({});
  expect((await getWithBody(`/api/conversations/${view.record.id}/events`, { ids: [] })).status).toBe(422);
  expect((await getWithBody('/api/conversations/00000000-0000-4000-8000-000000000000/events', [])).status).toBe(404);
});

/** fetch refuses a GET with a body. */
function getWithBody(path: string, body: unknown): Promise<{ status: number | undefined; body: AnyJson }> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    request(server.agentServerUrl + path, { method: 'GET', headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(pieces).toString()) }),
      );
    })
      .on('error', reject)
      .end(text);
  });
}
