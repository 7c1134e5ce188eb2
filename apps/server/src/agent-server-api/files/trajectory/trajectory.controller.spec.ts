import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import { openTestServer, type TestServer } from '../../../__fixtures__/open-test-server.js';
import { zipArchive, type ZipEntry } from './zip-archive.js';

const ID = '11111111-2222-4333-8444-555555555555';

let server: TestServer;
beforeAll(async () => void (server = await openTestServer({ storage: new InMemoryStorage() })));
afterAll(() => server.close());

const download = (id: string) => fetch(`${server.agentServerUrl}/api/file/download-trajectory/${id}`);

/** Reads an archive by its directory, from the end, as programs do. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const large = archive.lastIndexOf(Buffer.from('504b0606', 'hex'));
  const count = large < 0 ? archive.readUInt16LE(end + 10) : Number(archive.readBigUInt64LE(large + 32));
  let at = large < 0 ? archive.readUInt32LE(end + 16) : Number(archive.readBigUInt64LE(large + 48));
  const files = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const [compressed, nameLength, extraLength] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt16LE(at + 30),
    ];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const data = archive.readUInt32LE(at + 42) + 30 + nameLength;
    const content = archive.subarray(data, data + compressed);
    const isStored = archive.readUInt16LE(at + 10) === 0;
    files.set(name, (isStored ? content : inflateRawSync(content)).toString());
    at += 46 + nameLength + extraLength;
  }
  return files;
}

describe('the trajectory of a conversation', () => {
  it('holds each event as it is, but for keys', async () => {
    await server.engine.create({ conversationId: ID, title: 'ünï' });
    const key = `{"api_key":"sk-1","other":"gAAAA${'x'.repeat(40)}"}`;
    for (const text of ['hällo', key, ...Array.from({ length: 120 }, (_, index) => `message ${index}`)]) {
      await server.engine.send(ID, { content: [{ type: 'text', text, cache_prompt: false }], run: false });
    }

    const response = await download(ID);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    const files = unzip(Buffer.from(await response.arrayBuffer()));
    expect(JSON.parse(files.get('meta.json') ?? '')).toMatchObject({ id: ID, title: 'ünï' });
    expect(JSON.parse(files.get('base_state.json') ?? '')).toMatchObject({ execution_status: 'idle' });
    const { items } = await server.engine.searchEvents({ conversationId: ID, limit: 100 });
    const events = [...files].filter(([name]) => name.startsWith('events/'));
    expect(events.length).toBe(await server.engine.countEvents({ conversationId: ID }));
    expect(events[0]).toEqual([`events/event-00000-${items[0]?.id}.json`, items[0]?.json]);
    expect([...files.values()].join()).not.toContain('gAAAAx');
  });

  it('needs a conversation', async () => {
    expect((await download('33333333-2222-4333-8444-555555555555')).status).toBe(404);
    expect((await download('nope')).status).toBe(422);
  });
});

it('an archive may have more files than 16 bits count', async () => {
  async function* many(): AsyncGenerator<ZipEntry> {
    for (let index = 0; index < 66_000; index += 1) yield { name: `${index}`, content: `${index}` };
  }
  const pieces: Buffer[] = [];
  for await (const piece of zipArchive(many())) pieces.push(piece);
  const files = unzip(Buffer.concat(pieces));
  expect([files.size, files.get('65999')]).toEqual([66_000, '65999']);
});
