import { afterEach, describe, expect, it } from '@jest/globals';
import { ExecutionStatus } from '@openhands-nest/client';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { answers, runs } from './harness/model-turns.js';
import { observationsOf, until } from './harness/observations.js';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

describe.each(['auto', 'local'])('an interrupted command, with SANDBOX=%s', (SANDBOX) => {
  it('is gone with all that it started, while an earlier one goes on and the shell keeps its state', async () => {
    const [server, time] = [aLongTime(), aLongTime()];
    stage = await Stage.set([
      runs(`mkdir d; cd d; kept=yes; sleep ${server} &`),
      runs(`sleep ${time} & (sleep ${time} &); setsid -f sleep ${time}; sleep ${time}`),
      runs('echo "$(basename "$PWD") $kept"'),
      answers('It still runs.'),
    ]);
    const client = stage.clientOf(await stage.startServer({ SANDBOX }));
    const { conversation_id: id } = await client.newConversation({ initial_user_msg: 'Start the server.' });
    await until(() => processesWith(time).length === 4, 'the command runs');

    await client.interruptConversation(id);
    expect(processesWith(time)).toEqual([]);
    expect(processesWith(server)).toHaveLength(1);

    await client.runConversation(id);
    expect(await client.waitUntil(id)).toBe(ExecutionStatus.Finished);
    expect((await observationsOf(client, id)).at(-1)).toContain('d yes');
  });
});
