import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { HookHost, HookOccasion, HookOutcome, HookQuestion } from '@openhands-nest/agent-ports';
import { aHost } from './__fixtures__/hook-scene.js';
import { ConfiguredHooks } from './configured-hooks.js';
import { parseHookConfig } from './hook-config.js';

const signal = (): AbortSignal => new AbortController().signal;
const CALL: HookOccasion = {
  type: 'PreToolUse',
  toolName: 'terminal',
  toolInput: { kind: 'TerminalAction', command: 'ls' },
};

function hooksBefore(host: HookHost, hooks: readonly object[], matcher = '*'): ConfiguredHooks {
  return new ConfiguredHooks(parseHookConfig({ pre_tool_use: [{ matcher, hooks }] }), host);
}

async function outcomesOf(commands: readonly object[], occasion = CALL): Promise<readonly HookOutcome[]> {
  return hooksBefore(await aHost(), commands).run(occasion, signal());
}

describe('command hooks', () => {
  it('read the event as JSON and know of it from the environment', async () => {
    const [outcome] = await outcomesOf([
      { command: 'cat; echo; echo "$OPENHANDS_EVENT_TYPE $OPENHANDS_TOOL_NAME $OPENHANDS_SESSION_ID"; pwd' },
    ]);

    const [event, environment, directory] = outcome?.stdout.trim().split('\n') ?? [];
    expect(JSON.parse(event ?? '')).toEqual({
      event_type: 'PreToolUse',
      tool_name: 'terminal',
      tool_input: { kind: 'TerminalAction', command: 'ls' },
      tool_response: null,
      message: null,
      session_id: 'c-1',
      working_dir: directory,
      metadata: {},
    });
    expect(environment).toBe('PreToolUse terminal c-1');
  });

  it('block by exit code 2 alone; other failures hold nothing up', async () => {
    const outcomes = await outcomesOf([{ command: 'exit 1' }, { command: 'echo no >&2; exit 2' }, { command: 'true' }]);

    expect(outcomes).toMatchObject([
      { success: false, blocked: false, exitCode: 1 },
      { success: false, blocked: true, exitCode: 2, stderr: 'no\n' },
    ]);
  });

  it('say by JSON what they decide, and add to what the model knows', async () => {
    const answers = [
      { decision: 'allow', additionalContext: 'It is Friday.' },
      { decision: 'DENY', reason: 'Not on Fridays.' },
      { continue: false },
      { decision: 7 },
    ];
    const outcomes = await Promise.all(
      answers.map(async (answer) => (await outcomesOf([{ command: `echo '${JSON.stringify(answer)}'` }]))[0]),
    );

    expect(outcomes).toMatchObject([
      { blocked: false, additionalContext: 'It is Friday.' },
      { blocked: true, reason: 'Not on Fridays.', success: true },
      { blocked: true },
      { blocked: false },
    ]);
  });

  it('are ended by their timeout, which blocks nothing', async () => {
    const [outcome] = await outcomesOf([{ command: 'sleep 60', timeout: 1 }]);

    expect(outcome).toMatchObject({ success: false, blocked: false, exitCode: -1 });
    expect(outcome?.error).toContain('more than 1 seconds');
  });

  it('are cut off with the run', async () => {
    const host = await aHost();
    const abort = new AbortController();
    const running = hooksBefore(host, [{ command: 'touch begun; sleep 60' }]).run(CALL, abort.signal);
    while (!(await readFile(join(host.root, 'begun')).catch(() => undefined))) await Promise.resolve();
    abort.abort(new Error('interrupted'));

    await expect(running).rejects.toThrow('interrupted');
  });

  it('run on behind the call when they are async, until the session ends', async () => {
    const host = await aHost();
    const hooks = hooksBefore(host, [{ command: 'cat > event; mv event seen; sleep 60', async: true }]);

    expect(await hooks.run(CALL, signal())).toMatchObject([{ success: true, blocked: false, stdout: '' }]);
    while (!(await readFile(join(host.root, 'seen')).catch(() => undefined))) await new Promise(setImmediate);
    await hooks.close();
  });

  it('all run on events that nobody can block', async () => {
    const config = parseHookConfig({ post_tool_use: [{ hooks: [{ command: 'exit 2' }, { command: 'true' }] }] });
    const hooks = new ConfiguredHooks(config, await aHost());

    expect(await hooks.run({ ...CALL, type: 'PostToolUse' }, signal())).toHaveLength(2);
  });
});

describe('matchers', () => {
  it.each([
    ['*', true],
    ['', true],
    ['terminal', true],
    ['term', false],
    ['term.*', true],
    ['/term/', false],
    ['/(terminal|grep)/', true],
    ['grep|terminal', true],
    ['term(', false],
  ])('%s', async (matcher, expected) => {
    const outcomes = await hooksBefore(await aHost(), [{ command: 'true' }], matcher).run(CALL, signal());

    expect(outcomes.length === 1).toBe(expected);
  });

  it('that take too long for a name count as fitting', async () => {
    const call = { ...CALL, toolName: `${'a'.repeat(60)}b` };
    const hooks = hooksBefore(await aHost(), [{ command: 'true' }], '(?=a)(a+)+');
    expect(await hooks.run(call, signal())).toHaveLength(1);
  });

  it('of a tool match no event without one', async () => {
    const config = parseHookConfig({ stop: [{ matcher: 'terminal', hooks: [{ command: 'true' }] }] });

    expect(await new ConfiguredHooks(config, await aHost()).run({ type: 'Stop' }, signal())).toEqual([]);
  });
});

describe('hooks that ask the model', () => {
  const PROMPT = { type: 'prompt', prompt: 'Nothing with rm.', name: 'guard' };

  async function judged(answer: string | Error): Promise<{ outcome: HookOutcome | undefined; question: HookQuestion }> {
    const questions: HookQuestion[] = [];
    const host = await aHost(async (question) => {
      questions.push(question);
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const [outcome] = await hooksBefore(host, [PROMPT]).run(CALL, signal());
    return { outcome, question: questions[0] as HookQuestion };
  }

  it('follow its verdict', async () => {
    const { outcome, question } = await judged('Well: ```{"decision": "deny", "reason": "It says rm."}```');

    expect(outcome).toMatchObject({ label: 'prompt-hook:guard', blocked: true, success: true, reason: 'It says rm.' });
    expect(question).toMatchObject({ usageId: 'prompt-hook:guard', tools: [], maxIterations: 1, timeoutMs: 60_000 });
    expect(question.system).toContain('Nothing with rm.');
    expect(question.text).toContain('"command":"ls"');
  });

  it('let pass what could not be judged, and say so', async () => {
    for (const answer of ['I would rather not.', '{"decision": "maybe"}', new Error('The model is down.')]) {
      const { outcome } = await judged(answer);
      expect(outcome).toMatchObject({ blocked: false, success: false });
      expect(outcome?.error).toMatch(/no decision|is down/);
    }
  });

  it('may look around first when they are agents', async () => {
    const questions: HookQuestion[] = [];
    const host = await aHost(async (question) => (questions.push(question), '{"decision": "allow", "reason": ""}'));
    const hook = { type: 'agent', system_prompt: 'Look.', tools: ['terminal'], max_iterations: 7 };

    expect(await hooksBefore(host, [hook]).run(CALL, signal())).toMatchObject([{ label: 'agent-hook:Look.' }]);
    expect(questions).toMatchObject([{ usageId: 'agent-hook:default', tools: ['terminal'], maxIterations: 7 }]);
  });
});

describe('a session', () => {
  it('listens to what is configured only', async () => {
    const config = parseHookConfig({ stop: [{ hooks: [] }], session_end: [{ hooks: [{ command: 'true' }] }] });
    const hooks = new ConfiguredHooks(config, await aHost());

    expect([hooks.listensTo('Stop'), hooks.listensTo('SessionEnd')]).toEqual([false, true]);
  });

  it('goes on when a hook cannot be started', async () => {
    const host = { ...(await aHost()), openWorkspace: () => Promise.reject(new Error('gone')) };

    expect(await hooksBefore(host, [{ command: 'true' }]).run(CALL, signal())).toMatchObject([
      { success: false, blocked: false },
    ]);
  });
});
