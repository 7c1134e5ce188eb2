import { LlmError, LlmErrorKind } from '@openhands-nest/agent-ports';
import { describe, expect, it } from '@jest/globals';
import { anLlmRequest } from './llm-messages.js';
import { ScriptedLlm } from './scripted-llm.js';
import { callsTo, callTo, failWith, say, waitFor } from './scripted-turn.js';

describe('ScriptedLlm', () => {
  it('takes its turns in order and remembers what it was asked', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }, { thought: 'Looking.' }), say('done'));

    const first = await llm.complete(anLlmRequest());
    const second = await llm.complete(anLlmRequest());

    expect(first).toMatchObject({
      text: 'Looking.',
      finishReason: 'tool_calls',
      toolCalls: [{ name: 'terminal', arguments: '{"command":"ls"}' }],
    });
    expect(second).toMatchObject({ text: 'done', toolCalls: [] });
    expect(llm.requests).toHaveLength(2);
    expect(second.responseId).not.toBe(first.responseId);
  });

  it('gives parallel calls ids of their own', async () => {
    const reply = await ScriptedLlm.replying(
      callsTo([
        ['glob', {}],
        ['glob', '{broken'],
      ]),
    ).complete(anLlmRequest());

    expect(new Set(reply.toolCalls.map(({ id }) => id)).size).toBe(2);
    expect(reply.toolCalls[1]?.arguments).toBe('{broken');
  });

  it('streams its text in pieces that add up to it', async () => {
    const pieces: string[] = [];
    const text = 'a sentence that is longer than one piece';

    await ScriptedLlm.replying(say(text)).complete(anLlmRequest({ onDelta: (delta) => pieces.push(delta.text ?? '') }));

    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(text);
  });

  it('fails as told, and when it is asked more often than the script says', async () => {
    const llm = ScriptedLlm.replying(failWith(new LlmError(LlmErrorKind.RateLimit, 'Too fast.')));

    await expect(llm.complete(anLlmRequest())).rejects.toThrow('Too fast.');
    await expect(llm.complete(anLlmRequest())).rejects.toThrow('no turn for request 2');
  });

  it('waits for a promise, and gives up when the signal says so', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const controller = new AbortController();
    const llm = ScriptedLlm.replying(waitFor(gate, say('late')), waitFor(new Promise(() => {}), say('never')));

    const patient = llm.complete(anLlmRequest());
    open();
    expect((await patient).text).toBe('late');

    const interrupted = llm.complete(anLlmRequest({ signal: controller.signal }));
    controller.abort(new Error('interrupted'));
    await expect(interrupted).rejects.toThrow('interrupted');
  });
});
