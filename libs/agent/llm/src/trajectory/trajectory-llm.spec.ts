import { LlmNotConfiguredError, type ReplayStep } from '@openhands-nest/agent-ports';
import { anLlmRequest, say, ScriptedLlm } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { TrajectoryLlm } from './trajectory-llm.js';

const STEPS: ReplayStep[] = [
  { calls: [], userMessage: 'hello' },
  { thought: 'Looking.', calls: [{ tool: 'terminal', arguments: { command: 'ls' } }] },
  { calls: [], userMessage: 'and now?' },
  { thought: 'That is all.', calls: [] },
];
const request = anLlmRequest();

describe('TrajectoryLlm', () => {
  it('replies with the recorded steps, then asks the model that follows', async () => {
    const llm = new TrajectoryLlm(STEPS, 0, ScriptedLlm.replying(say('fresh')));

    const replies = [await llm.complete(request), await llm.complete(request), await llm.complete(request)];

    expect(replies.map(({ responseId }) => responseId)).toEqual(['replay-1', 'replay-3', 'response-1']);
    expect(replies[0]).toMatchObject({
      text: 'Looking.',
      toolCalls: [{ name: 'terminal', arguments: '{"command":"ls"}' }],
    });
    expect(replies[1]).toMatchObject({ text: 'That is all.', toolCalls: [], finishReason: 'stop' });
    expect(replies[2]?.text).toBe('fresh');
  });

  it('goes on where an earlier process stopped', async () => {
    const llm = new TrajectoryLlm(STEPS, 2);

    expect((await llm.complete(request)).text).toBe('That is all.');
    expect(llm.nextStep).toBe(4);
  });

  it('says that a model is missing when the recording is over', async () => {
    await expect(new TrajectoryLlm(STEPS, 4).complete(request)).rejects.toThrow(LlmNotConfiguredError);
  });
});
