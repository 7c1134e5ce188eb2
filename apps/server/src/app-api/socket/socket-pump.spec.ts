import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import type { EventReader, Frame } from '@openhands-nest/agent-core';
import { eventJson } from '@openhands-nest/agent-ports';
import { aMessageEvent } from '@openhands-nest/testing';
import { Projection } from '../events/projection/projection.js';
import type { ProjectionContext } from '../events/projection/recall.js';
import { Outgoing } from './outgoing.js';
import { SocketPump } from './socket-pump.js';

const ID = '11111111-2222-4333-8444-555555555555';
const CONTEXT: ProjectionContext = {
  createdAt: '2026-03-02T09:15:00.000001Z',
  workingDirectory: `/srv/${toHexId(ID)}`,
  repository: undefined,
  branch: undefined,
  instructions: undefined,
  confirmation: { kind: 'NeverConfirm' },
  isAnalyzed: false,
};

/** A connection that takes nothing until it is told to. */
class SlowSocket {
  readonly conn = Object.assign(new EventEmitter(), { readyState: 'open' });
  readonly sent: object[] = [];
  emit(_name: string, message: object): void {
    this.sent.push(message);
  }
}

/** A log of messages that is at hand as a whole. */
class ReadyReader implements EventReader {
  position = 0;
  isClosed = false;
  constructor(private readonly frames: readonly Frame[]) {}
  get pending(): boolean {
    return this.position < this.frames.length;
  }
  take(limit: number): readonly Frame[] {
    const taken = this.frames.slice(this.position, this.position + limit);
    this.position += taken.length;
    return taken;
  }
  async load(): Promise<void> {}
  onWake(): void {}
  onEnd(): void {}
  onProgress(): void {}
  close(): void {
    this.isClosed = true;
  }
}

function messages(count: number, text: string): Frame[] {
  return Array.from({ length: count }, (_, index) => {
    const event = aMessageEvent(text);
    return { seq: index + 1, kind: event.kind, json: eventJson(event) };
  });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

let socket: SlowSocket;
let pump: SocketPump;
beforeEach(() => {
  socket = new SlowSocket();
});
afterEach(() => pump.close());

function start(reader: EventReader): void {
  pump = new SocketPump({
    socket: socket as unknown as Socket,
    reader,
    outgoing: new Outgoing(new Projection(CONTEXT), { latestEventId: 4, tailSeq: 1_000_000, stateSeq: 1 }),
    tailSeq: 1_000_000,
    onSent: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  pump.start();
}

describe('a peer that takes nothing', () => {
  it('is handed one batch, and the next once it has taken that', async () => {
    const reader = new ReadyReader(messages(1_000, 'short'));
    start(reader);
    await nextTurn();
    const first = reader.position;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(64);
    await nextTurn();
    expect(reader.position).toBe(first);

    socket.conn.emit('drain');
    await nextTurn();
    expect(reader.position).toBe(first + 64);
  });

  it('is handed few large events at once', async () => {
    const reader = new ReadyReader(messages(10, 'x'.repeat(600_000)));
    start(reader);
    await nextTurn();
    expect(socket.sent.length).toBeLessThanOrEqual(3);
    expect(reader.position).toBeLessThan(10);
  });
});

it('lets go of the reader when it is closed', async () => {
  const reader = new ReadyReader(messages(100, 'short'));
  start(reader);
  pump.close();
  await nextTurn();
  expect([reader.isClosed, socket.sent]).toEqual([true, []]);
});
