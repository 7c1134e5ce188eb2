// What a user's program does, against a fetch and a WebSocket of its own, so that it runs anywhere.
import { ConflictError, EventKind, OpenHandsClient } from '@openhands-nest/client';
import { CloseCode } from '@openhands-nest/contracts/vocabulary';

class OneEventSocket extends EventTarget {
  constructor(url, protocol) {
    super();
    if (url !== 'ws://server.test/sockets/events/1?after_seq=0' || protocol !== 'openhands-nest.seq') throw new Error(url);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  send(text) {
    if (text !== '{"type":"auth","session_api_key":"key"}') throw new Error(`Not authenticated: ${text}`);
    const data = JSON.stringify({ seq: 1, event: { kind: 'PauseEvent', id: 'first' } });
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  close(code) {
    if (code !== CloseCode.Normal) throw new Error(`Closed with ${code}`);
  }
}

const fetch = async (_url, { method }) =>
  method === 'GET'
    ? new Response('{"items":[{"kind":"PauseEvent","id":"first"}],"next_page_id":null}')
    : new Response('{"detail":"Busy"}', { status: 409 });

const client = new OpenHandsClient({ baseUrl: 'http://server.test', apiKey: 'key', fetch, WebSocket: OneEventSocket });

const page = await client.searchEvents('1');
if (page.items[0].kind !== EventKind.Pause) throw new Error('No page');

for await (const { seq, event } of client.events('1')) {
  if (seq !== 1 || event.id !== 'first') throw new Error('Another event');
  break;
}

const failure = await client.runConversation('1').catch((error) => error);
if (!(failure instanceof ConflictError) || failure.detail !== 'Busy') throw new Error(`Not refused: ${failure}`);
