import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { Inbox } from './inbox.js';

let server: WebSocketServer;
let client: WebSocket;
let inbox: Inbox;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const joined = once(server, 'connection') as Promise<[WebSocket]>;
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[socket]] = await Promise.all([joined, once(client, 'open')]);
  inbox = new Inbox(socket);
});
afterEach(() => {
  client.terminate();
  server.close();
});

it('keeps what comes before anybody listens', async () => {
  for (const text of ['one', 'two', 'three']) client.send(text);
  const heard: string[] = [String(await inbox.next(10_000))];
  const all = Promise.withResolvers<void>();
  inbox.listen((frame) => {
    heard.push(String(frame));
    if (heard.length === 3) all.resolve();
  });
  await all.promise;
  expect(heard).toEqual(['one', 'two', 'three']);
});

it('cuts off whoever sends more than one message may have before anybody listens', async () => {
  const half = Buffer.alloc(Limits.BODY_BYTES / 2 + 1);
  client.send(half);
  client.send(half);
  expect((await once(client, 'close'))[0]).toBe(1006);
});
