import { afterEach, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { Stage } from './harness/stage.js';

const READERS = 4;
const DISCONNECTS = 1_000;
const MESSAGES = 400;
const MOST_FRAMES = 8;

let stage: Stage;
afterEach(() => stage.strike());

interface NumberedFrame {
  readonly seq: number | null;
  readonly event: { readonly id: string };
}

/** One connection: takes up to `limit` stored events after `position`, or until the time is over, and hangs up without a word. */
async function take(address: string, position: number, limit: number, over?: Promise<void>): Promise<NumberedFrame[]> {
  const socket = new WebSocket(`${address}?after_seq=${position}`, 'openhands-nest.seq');
  const frames: NumberedFrame[] = [];
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as NumberedFrame;
    if (frame.seq !== null && frames.length < limit) frames.push(frame);
    if (frames.length >= limit) socket.terminate();
  });
  const hangUp = () => socket.terminate();
  // A write that fails is told of where all of them are awaited.
  over?.then(hangUp, hangUp);
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.on('close', resolve));
  return frames;
}

it('a reader that is disconnected a thousand times misses nothing and sees nothing twice', async () => {
  stage = await Stage.set();
  const server = await stage.startServer();
  const client = stage.clientOf(server);
  const { conversation_id: id } = await client.newConversation();
  const address = `${server.url.replace('http', 'ws')}/sockets/events/${id}`;

  const writing = (async () => {
    for (let index = 0; index < MESSAGES; index += 1)
      await client.sendMessage(id, { content: [{ type: 'text', text: String(index) }] });
  })();
  const readers = await Promise.all(
    Array.from({ length: READERS }, () => readRestlessly(address, writing, () => client.countEvents(id))),
  );
  await writing;

  const stored: string[] = [];
  for await (const event of client.allEvents(id)) stored.push(event.id);
  for (const { frames } of readers) {
    expect(frames.map(({ seq }) => seq)).toEqual(frames.map((_frame, index) => index + 1));
    expect(frames.map(({ event }) => event.id)).toEqual(stored);
  }
  expect(readers.reduce((sum, { connections }) => sum + connections, 0)).toBeGreaterThanOrEqual(DISCONNECTS);
}, 180_000);

interface Reading {
  readonly frames: readonly NumberedFrame[];
  readonly connections: number;
}

/** Reads the whole log over connections of random length; once there is nothing new it starts a second reading to reach the number. */
async function readRestlessly(address: string, writing: Promise<void>, count: () => Promise<number>): Promise<Reading> {
  let isWritten = false;
  const end = () => (isWritten = true);
  writing.then(end, end);
  const frames: NumberedFrame[] = [];
  let connections = 0;
  for (;;) {
    const left = isWritten ? (await count()) - frames.length : MOST_FRAMES;
    if (isWritten && left === 0) break;
    const limit = Math.min(left, 1 + Math.floor(Math.random() * MOST_FRAMES));
    frames.push(...(await take(address, frames.at(-1)?.seq ?? 0, limit, isWritten ? undefined : writing)));
    connections += 1;
  }
  while (connections < DISCONNECTS / READERS) {
    const position = Math.floor(Math.random() * (frames.length - 1));
    const again = await take(address, position, Math.min(MOST_FRAMES, frames.length - position));
    expect(again.map(({ event }) => event.id)).toEqual(
      frames.slice(position, position + again.length).map(({ event }) => event.id),
    );
    connections += 1;
  }
  return { frames, connections };
}
