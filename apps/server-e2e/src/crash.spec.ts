import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus, type ConversationEvent, type OpenHandsClient } from '@openhands-nest/client';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { until } from './harness/observations.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

async function logOf(client: OpenHandsClient, id: string): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  for await (const event of client.allEvents(id)) events.push(event);
  return events;
}

describe.each([
  ['SIGKILL', 'auto', /unknown/i],
  ['SIGKILL', 'local', /unknown/i],
  ['SIGTERM', 'auto', /cut off/i],
] as const)('a server that gets %s in the middle of a command, with SANDBOX=%s', (signal, SANDBOX, truth) => {
  it('loses nothing, tells the truth about the command, leaves no process behind, and goes on', async () => {
    const seconds = aLongTime();
    stage = await Stage.set([runs(`touch begun; sleep ${seconds}`), answers('Then I stop here.')]);
    const first = await stage.startServer({ SANDBOX });
    const { conversation_id: id } = await stage.clientOf(first).newConversation({ initial_user_msg: 'Take a nap.' });
    await until(
      () => existsSync(join(stage.workspaceOf(id), 'begun')) && processesWith(seconds).length > 0,
      'the command runs',
    );
    const before = await logOf(stage.clientOf(first), id);
    await first.stop(signal);

    const client = stage.clientOf(await stage.startServer({ SANDBOX }));
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    await until(() => processesWith(seconds).length === 0, 'no process is left');
    const after = await logOf(client, id);
    expect(after.slice(0, before.length)).toEqual(before);
    const call = before.find((event) => event.kind === EventKind.Action);
    const outcome = after.filter((event) => event.kind === EventKind.AgentError);
    expect(outcome).toEqual([
      expect.objectContaining({ tool_call_id: call?.tool_call_id, error: expect.stringMatching(truth) }),
    ]);
    expect(after.filter((event) => event.kind === EventKind.Action)).toHaveLength(1);
    expect(new Set(after.map((event) => event.id)).size).toBe(after.length);
    expect(stage.model?.requests).toHaveLength(2);
  });
});
