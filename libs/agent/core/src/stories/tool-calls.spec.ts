import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { callsTo, callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, kindsOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeFinish, fakeGrep, fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, started } from '../__fixtures__/scene.js';

describe('tool calls', () => {
  it('answers calls after finish as not executed', async () => {
    const ran: string[] = [];
    const llm = ScriptedLlm.replying(
      callsTo([
        ['finish', { message: 'done' }],
        ['terminal', { command: 'rm -rf build' }],
      ]),
    );
    const engine = anEngine({ llm, tools: [fakeTerminal((command) => (ran.push(command), '')), fakeFinish] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(kindsOf(events).slice(2)).toEqual([
      EventKind.Action,
      EventKind.Action,
      EventKind.Observation,
      EventKind.AgentError,
    ]);
    expect(ran).toEqual([]);
  });

  it('lets independent calls overlap and tells of them in call order', async () => {
    const first = gate();
    const order: string[] = [];
    const grep = fakeGrep(async (pattern, signal) => {
      if (pattern === 'a') await waitOrAbort(first.opened, signal);
      else first.open();
      order.push(pattern);
      return pattern;
    });
    const llm = ScriptedLlm.replying(
      callsTo([
        ['grep', { pattern: 'a' }],
        ['grep', { pattern: 'b' }],
      ]),
      say('Done.'),
    );
    const engine = anEngine({ llm, tools: [grep] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(order).toEqual(['b', 'a']);
    expect(observationTexts(events)).toEqual(['a', 'b']);
  });

  it('tells the model about calls that make no sense, and goes on', async () => {
    const llm = ScriptedLlm.replying(
      callsTo([
        ['teleport', {}],
        ['terminal', '{"command": '],
        ['terminal', { command: 7 }],
        ['terminal', { command: 'ls' }],
      ]),
      say('Done.'),
    );
    const engine = anEngine({ llm });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    const errors = events.filter((event) => event.kind === EventKind.AgentError);
    expect(errors).toHaveLength(3);
    expect(errors[0]?.error).toContain('terminal');
    expect(observationTexts(events)).toEqual(['ran ls']);
    expect(llm.requests[1]?.messages.filter(({ role }) => role === 'tool')).toHaveLength(4);
  });

  it('reports a tool that breaks and goes on', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls' }), say('Done.'));
    const engine = anEngine({ llm, tools: [fakeTerminal(() => Promise.reject(new Error('the pipe is broken')))] });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(events.find((event) => event.kind === EventKind.AgentError)?.error).toContain('the pipe is broken');
  });

  it('gives secrets to commands and keeps them out of the events', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'env' }), say('Done.'));
    const opened: unknown[] = [];
    const engine = anEngine({
      llm,
      tools: [fakeTerminal(() => 'GITHUB_TOKEN=ghp_topsecret')],
      secretEnvironment: async () => ({ GITHUB_TOKEN: 'ghp_topsecret' }),
      onOpenWorkspace: (request) => opened.push(request.secretEnv),
    });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(opened).toEqual([{ GITHUB_TOKEN: 'ghp_topsecret' }]);
    expect(observationTexts(events)).toEqual(['GITHUB_TOKEN=<secret-hidden>']);
    expect(JSON.stringify([events, llm.requests])).not.toContain('topsecret');
  });
});
