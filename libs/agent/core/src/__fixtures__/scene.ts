import { afterEach } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import type { Engine } from '../engine.js';
import { engineUnderTest, PATIENCE_MS, readUntil, type EngineUnderTestOptions } from './engine-under-test.js';

const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

export function anEngine(options: EngineUnderTestOptions = {}): Engine {
  const { engine } = engineUnderTest(options);
  engines.push(engine);
  return engine;
}

export const text = (value: string): { type: 'text'; text: string }[] => [{ type: 'text', text: value }];

export async function started(engine: Engine, message = 'fix the test'): Promise<string> {
  const { view } = await engine.create({ initialMessage: text(message) });
  return view.record.id;
}

export function observationTexts(events: readonly ConversationEvent[]): string[] {
  return events.flatMap((event) =>
    event.kind === EventKind.Observation
      ? event.observation.content.map((part) => (part.type === 'text' ? part.text : ''))
      : [],
  );
}

export function unanswered(events: readonly ConversationEvent[]): string[] {
  const answers = new Set(
    events.flatMap((event) => (event.kind !== EventKind.Action && 'tool_call_id' in event ? [event.tool_call_id] : [])),
  );
  return events.flatMap((event) =>
    event.kind === EventKind.Action && !answers.has(event.tool_call_id) ? [event.tool_call_id] : [],
  );
}

export function statusOf(events: readonly ConversationEvent[]): unknown {
  const update = events.findLast((event) => event.kind === EventKind.StateUpdate && event.key === 'execution_status');
  return update?.kind === EventKind.StateUpdate ? update.value : undefined;
}

export async function until(condition: () => boolean): Promise<void> {
  await untilAsync(async () => condition());
}

export async function untilAsync(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition was never met.');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Resolves when no run is active any more: a paused conversation can be run again. */
export async function settledRun(engine: Engine, id: string): Promise<void> {
  const reader = await engine.openReader(id, { kind: 'all' });
  await readUntil(reader, (events) => events.some(({ kind }) => kind === EventKind.Observation));
  reader.close();
  await new Promise((resolve) => setImmediate(resolve));
}
