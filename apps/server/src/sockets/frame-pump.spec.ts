import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { FramePump } from './frame-pump.js';

const MIB = 1024 * 1024;

let server: WebSocketServer;
let client: WebSocket;
let socket: WebSocket;
let connection: Duplex;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const joined = once(server, 'connection') as Promise<[WebSocket, { socket: Duplex }]>;
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[own, request]] = await Promise.all([joined, once(client, 'open')]);
  socket = own;
  connection = request.socket;
});
afterEach(() => {
  client.terminate();
  server.close();
});

/** Sends so many numbered frames, each of so many bytes. */
function pump(frames: number, bytes: number): FramePump<{ readonly number: number }> {
  let given = 0;
  const pump = new FramePump({
    socket,
    connection,
    reader: {
      get pending() {
        return given < frames;
      },
      take: (limit) => Array.from({ length: Math.min(limit, frames - given) }, () => ({ number: (given += 1) })),
      load: async () => undefined,
      onWake: () => undefined,
      close: () => undefined,
    },
    encode: ({ number }) => Buffer.from(String(number).padEnd(bytes)),
    stallMs: 60_000,
    onStalled: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  pump.start();
  return pump;
}

it('hands a peer that takes nothing one frame more than there is room for, however long frames are', async () => {
  client.pause();
  const pumping = pump(200, MIB);
  while (socket.bufferedAmount < MIB) await nextTurn();
  expect(socket.bufferedAmount).toBeLessThan(2 * MIB + 100);
  pumping.close();
});

it('sends everything in order to a peer that takes it late', async () => {
  client.pause();
  const numbers: number[] = [];
  const all = Promise.withResolvers<void>();
  client.on('message', (data) => {
    numbers.push(Number((data as Buffer).toString()));
    if (numbers.length === 100) all.resolve();
  });
  const pumping = pump(100, MIB / 4);
  while (socket.bufferedAmount < MIB) await nextTurn();
  client.resume();
  await all.promise;
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  pumping.close();
});
