import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, type ConversationEvent } from '@openhands-nest/client';
import { obedientModel, ordersOf, type Order } from '@openhands-nest/testing';
import { fc, runs } from '@openhands-nest/testing/properties';
import type { ServerProcess } from '../harness/server-process.js';
import { Stage } from '../harness/stage.js';

const RUNS = 1;
const LONGEST_MS = 180_000;
const CONVERSATIONS = 4;
const COMMANDS = 3;
/** Milliseconds after which work counts as lost. */
const PATIENCE_MS = 30_000;
/** Each command leaves its number behind. */
const TRACE = 'trace';

/** What clients were told before servers died. */
class Told {
  /** Of conversations whose creation was answered. */
  readonly ids: string[] = [];
  /** Texts of messages, by conversation. */
  readonly sent = new Map<string, string[]>();
  readonly acknowledged = new Map<string, string[]>();
  /** Ids of events by their sequence number, by conversation. */
  readonly seen = new Map<string, Map<number, string>>();
  count = 0;
}

function orders(turn: string): string {
  const commands = Array.from({ length: COMMANDS }, (_, index): Order => {
    const command = `echo ${turn}-${index} >> ${TRACE}; echo wrote ${turn}-${index}`;
    return { call: 'terminal', with: { command } };
  });
  return ordersOf(...commands, { say: `Done with ${turn}.` });
}

/** Lets clients do all they can until they have seen so many events; then the server is killed. */
async function workUntil(stage: Stage, server: ServerProcess, told: Told, events: number): Promise<void> {
  const over = new AbortController();
  const client = stage.clientOf(server);
  const goal = told.count + events;

  const watch = async (id: string): Promise<void> => {
    const seen = told.seen.get(id) ?? new Map<number, string>();
    told.seen.set(id, seen);
    for await (const { seq, event } of client.events(id, { signal: over.signal, reconnect: false, after: seen.size })) {
      seen.set(seq ?? 0, event.id);
      if ((told.count += 1) >= goal) over.abort();
    }
  };
  const send = async (id: string, turn: string): Promise<void> => {
    const text = orders(turn);
    told.sent.set(id, [...(told.sent.get(id) ?? []), text]);
    await client.sendMessage(id, { content: [{ type: 'text', text }], run: true }, { signal: over.signal });
    told.acknowledged.set(id, [...(told.acknowledged.get(id) ?? []), text]);
  };
  const begin = async (number: number): Promise<void> => {
    const text = orders(`first-${number}`);
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: text }, { signal: over.signal });
    told.ids.push(id);
    told.sent.set(id, [text]);
    told.acknowledged.set(id, [text]);
    watching.push(watch(id));
    await send(id, `second-${number}`);
  };
  const watching = told.ids.map(watch);
  const known = told.ids.map((id, index) => send(id, `later-${index}-${goal}`));
  const fresh = Array.from({ length: told.ids.length === 0 ? CONVERSATIONS : 0 }, (_, number) => begin(number));
  const working = Promise.allSettled([...known, ...fresh]);
  // When all is done before so many events were seen, the death of an idle server is as good.
  const ended = async (): Promise<void> => {
    await working;
    await Promise.all(told.ids.map((id) => client.waitUntil(id, undefined, { signal: over.signal })));
  };
  await Promise.race([once(over.signal, 'abort'), ended()]);
  await server.stop('SIGKILL');
  over.abort();
  await working;
  await Promise.allSettled(watching);
}

function textOf(event: ConversationEvent): string {
  return event.kind === EventKind.Message
    ? event.llm_message.content.map((part) => ('text' in part ? part.text : '')).join('')
    : '';
}

async function expectTruth(stage: Stage, server: ServerProcess, told: Told, id: string): Promise<void> {
  const client = stage.clientOf(server);
  expect(await client.waitUntil(id, undefined, { timeoutMs: PATIENCE_MS })).toBe(ExecutionStatus.Finished);
  const log: ConversationEvent[] = [];
  for await (const event of client.allEvents(id)) log.push(event);

  // Nothing that was shown is gone or at another place, and nothing is there twice.
  for (const [seq, eventId] of told.seen.get(id) ?? []) expect(log[seq - 1]?.id).toBe(eventId);
  expect(new Set(log.map((event) => event.id)).size).toBe(log.length);
  const spoken = log.filter(({ kind, source }) => kind === EventKind.Message && source === 'user').map(textOf);
  expect(new Set(spoken).size).toBe(spoken.length);
  expect(spoken).toEqual(expect.arrayContaining(told.acknowledged.get(id) ?? []));
  expect(told.sent.get(id)).toEqual(expect.arrayContaining(spoken));

  // Each call has one answer, and none was carried out twice.
  const answers = log.filter((event) => event.kind === EventKind.Observation || event.kind === EventKind.AgentError);
  const calls = log.filter((event) => event.kind === EventKind.Action);
  expect(answers.map(({ tool_call_id: call }) => call)).toEqual(calls.map(({ tool_call_id: call }) => call));
  const trace = await readFile(join(stage.workspaceOf(id), TRACE), 'utf8').catch(() => '');
  const done = trace.split('\n').filter(Boolean);
  const reported = log.flatMap((event) =>
    event.kind === EventKind.Observation
      ? [/wrote (\S+)/.exec(JSON.stringify(event.observation.content))?.[1]?.replace(/".*/, '')]
      : [],
  );
  expect(done).toEqual(expect.arrayContaining(reported));
  const asked = calls.map(({ tool_call: { arguments: text } }) => /wrote ([\w-]+)/.exec(text)?.[1]);
  for (const line of done) {
    const times = asked.filter((one) => one === line).length;
    expect(done.filter((other) => other === line).length).toBeLessThanOrEqual(times);
  }
}

it(
  'a server that is killed at any moments loses nothing, doubles nothing, and brings all work to its end',
  async () => {
    const deaths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(deaths, async (moments) => {
        const stage = await Stage.set(obedientModel());
        try {
          const told = new Told();
          for (const moment of moments)
            await workUntil(stage, await stage.startServer({ SANDBOX: 'local' }), told, moment);
          const server = await stage.startServer({ SANDBOX: 'local' });
          for (const id of told.ids) await expectTruth(stage, server, told, id);
          expect((await server.stop()).code).toBe(0);
        } finally {
          await stage.strike();
        }
      }),
      // The same moments are other moments the next time.
      { numRuns: runs(RUNS), endOnFailure: true, interruptAfterTimeLimit: LONGEST_MS },
    );
  },
  LONGEST_MS,
);
