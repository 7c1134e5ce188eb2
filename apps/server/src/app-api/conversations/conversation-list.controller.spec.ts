import { afterEach, describe, expect, it } from '@jest/globals';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { AnyJson } from '../../__fixtures__/any-json.js';
import { openTestServer, type TestServer } from '../../__fixtures__/open-test-server.js';

let server: TestServer;
afterEach(() => server.close());

/** Conversations, the newest first. */
async function open(...repositories: (string | undefined)[]): Promise<string[]> {
  server = await openTestServer({ storage: new InMemoryStorage() });
  const ids: string[] = [];
  for (const name of repositories) {
    const { view } = await server.engine.create({
      ...(name !== undefined && { repository: { name } }),
      trigger: name === undefined ? 'gui' : 'microagent_management',
    });
    ids.unshift(toHexId(view.record.id));
  }
  return ids;
}

async function list(query = ''): Promise<{ status: number; body: AnyJson }> {
  const response = await fetch(`${server.url}/api/conversations${query}`);
  return { status: response.status, body: await response.json() };
}

const idsOf = (body: AnyJson): string[] => body.results.map((info: AnyJson) => info.conversation_id as string);

describe('GET /api/conversations', () => {
  it('shows the newest first, as they are shown one by one', async () => {
    const ids = await open(undefined, undefined);
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(idsOf(body)).toEqual(ids);
    expect(body.next_page_id).toBeNull();
    const one = (await (await fetch(`${server.url}/api/conversations/${ids[0]}`)).json()) as AnyJson;
    expect(Object.keys(body.results[0])).toEqual(Object.keys(one));
  });

  it('shows each once over all pages', async () => {
    const ids = await open(...Array.from({ length: 7 }, () => undefined));
    const seen: string[] = [];
    let page = '';
    do {
      const { body } = await list(`?limit=3${page}`);
      seen.push(...idsOf(body));
      page = body.next_page_id === null ? '' : `&page_id=${encodeURIComponent(body.next_page_id as string)}`;
    } while (page !== '');
    expect(seen).toEqual(ids);
  });

  it('filters, with full pages', async () => {
    const ids = await open('acme/a', undefined, 'acme/b', undefined, 'acme/a', undefined);
    const first = await list('?limit=1&selected_repository=acme/a');
    expect(idsOf(first.body)).toEqual([ids[1]]);
    const second = await list(`?limit=1&selected_repository=acme/a&page_id=${first.body.next_page_id}`);
    expect(idsOf(second.body)).toEqual([ids[5]]);
    expect(second.body.next_page_id).toBeNull();
    expect(idsOf((await list('?limit=1000&conversation_trigger=gui')).body)).toEqual([ids[0], ids[2], ids[4]]);
  });

  it.each(['?limit=many', '?limit=0', '?conversation_trigger=boredom', '?page_id=nonsense'])(
    'refuses %s',
    async (query) => {
      await open();
      expect(await list(query)).toMatchObject({
        status: 422,
        body: { detail: [{ loc: ['query', expect.any(String)] }] },
      });
    },
  );
});
