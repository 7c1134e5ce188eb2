import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AcpErrorKind, type AcpToolCall } from '@openhands-nest/agent-ports';
import { aLongTime, processesWith, type AcpScript, type AcpStep } from '@openhands-nest/testing';
import { aListener, AcpScene, ask, cancelling, said, text } from '../__fixtures__/acp-scene.js';
import { neverAborted } from '../__fixtures__/tool-context.js';

let scene: AcpScene;
beforeEach(async () => {
  scene = await AcpScene.create();
});
afterEach(() => scene.close());

describe('a prompt', () => {
  it('tells piece by piece what the agent says, thinks and does', async () => {
    const agent = await scene.open({
      prompts: [
        [
          { think: 'Hm. ' },
          { update: call({ title: 'Read a file', kind: 'read', status: 'pending', rawInput: { path: '/x' } }) },
          { update: progress({ status: 'in_progress', content: [textBlock('one')] }) },
          { update: progress({ status: 'in_progress', content: [textBlock('one two')] }) },
          { update: progress({ status: 'completed', rawOutput: 'one two three' }) },
          {
            update: { sessionUpdate: 'usage_update', used: 50, size: 200_000, cost: { amount: 0.25, currency: 'USD' } },
          },
          { say: 'It says ' },
          { say: 'one.' },
          { answer: { usage: { inputTokens: 10, outputTokens: 4, cachedReadTokens: 3, thoughtTokens: 2 } } },
        ],
      ],
    });
    const heard = aListener();

    const reply = await agent.prompt({ ...heard, content: [text('Read it.')], signal: neverAborted() });

    expect(heard.pieces).toEqual(['It says ', 'one.']);
    expect(heard.thoughts).toEqual(['Hm. ']);
    expect(heard.calls).toEqual([
      {
        id: 'c1',
        title: 'Read a file',
        kind: 'read',
        status: 'pending',
        rawInput: { path: '/x' },
        rawOutput: null,
        content: null,
      },
      expect.objectContaining({ status: 'completed', rawOutput: 'one two three', content: [textBlock('one two')] }),
    ]);
    expect(reply).toEqual({
      text: 'It says one.',
      thought: 'Hm. ',
      stopReason: 'end_turn',
      sessionCost: 0.25,
      usage: {
        promptTokens: 10,
        completionTokens: 4,
        cacheReadTokens: 3,
        cacheWriteTokens: 0,
        reasoningTokens: 2,
        contextWindow: 200_000,
      },
    });
  });

  it('takes texts and pictures', async () => {
    const agent = await scene.open({ prompts: [[{ recite: 'prompt' }]] });
    const pictures = {
      type: 'image',
      image_urls: ['data:image/gif;base64,R0lGOD', 'https://e.example/a.png'],
    } as const;
    const reply = await agent.prompt({
      ...aListener(),
      content: [text('Look: '), text('  '), { ...pictures, image_urls: [...pictures.image_urls] }],
      signal: neverAborted(),
    });
    expect(JSON.parse(reply.text)).toEqual(['Look: ', '[image]', '[image]']);
  });

  it('ends calls that the program has left open', async () => {
    const left = [{ update: call({ title: 'Left open' }) }] satisfies AcpStep[];
    const agent = await scene.open({ prompts: [left, [...left, { fail: { code: -32_603, message: 'Broken' } }]] });
    const heard = aListener();
    await agent.prompt({ ...heard, content: [text('go')], signal: neverAborted() });
    await expect(agent.prompt({ ...heard, content: [text('go')], signal: neverAborted() })).rejects.toThrow('Broken');
    expect(heard.calls.map(({ status }) => status)).toEqual([null, 'completed', null, 'failed']);
  });

  it('cuts long output and names members in the manner of the events', async () => {
    const long = 'x'.repeat(40_000);
    const update = call({
      status: 'completed',
      rawOutput: long,
      content: [{ type: 'diff', path: '/a', oldText: null, newText: long }],
    });
    const heard = aListener();
    const agent = await scene.open({ prompts: [[{ update }]] });
    await agent.prompt({ ...heard, content: [text('go')], signal: neverAborted() });
    const [{ rawOutput, content } = {} as AcpToolCall] = heard.calls;
    expect((rawOutput as string).length).toBeLessThan(30_100);
    expect(content).toEqual([
      { type: 'diff', path: '/a', old_text: null, new_text: expect.stringMatching(/left out here/) },
    ]);
  });

  it('is allowed what it asks for, once if that can be had', async () => {
    const options = [
      { optionId: 'no', name: 'No', kind: 'reject_once' },
      { optionId: 'always', name: 'Always', kind: 'allow_always' },
      { optionId: 'yes', name: 'Yes', kind: 'allow_once' },
    ];
    const agent = await scene.open({ prompts: [[{ permission: options }]] });
    expect(JSON.parse((await ask(agent)).text)).toEqual({ outcome: { outcome: 'selected', optionId: 'yes' } });
  });

  it('reads and writes files through its client', async () => {
    const path = join(scene.workspace.root, 'notes/a.txt');
    const write = { client: { method: 'fs/write_text_file', params: { path, content: 'one\ntwo\nthree\n' } } };
    const read = { client: { method: 'fs/read_text_file', params: { path, line: 2, limit: 1 } } };
    const missing = { client: { method: 'fs/read_text_file', params: { path: '/nowhere/at/all' } } };
    const unknown = { client: { method: 'terminal/create', params: {} } };
    const agent = await scene.open({ prompts: [[write, { say: '\n' }, read], [missing], [unknown]] });
    expect((await ask(agent)).text).toBe('null\n{"content":"two"}');
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\nthree\n');
    expect(JSON.parse((await ask(agent)).text)).toMatchObject({ error: { code: -32_002 } });
    expect(JSON.parse((await ask(agent)).text)).toMatchObject({ error: { code: -32_601 } });
  });

  it('is asked beside its work without learning of it', async () => {
    const agent = await scene.open({ prompts: [said('done'), [{ recite: 'session' }]] });
    await ask(agent, 'do it');
    expect(JSON.parse((await agent.ask('how far?', neverAborted())).text)).toMatchObject({
      prompts: ['do it', 'how far?'],
    });
    expect(await scene.remembered(agent)).toMatchObject({ prompts: ['do it'] });
  });
});

describe('a prompt that is cancelled', () => {
  it('ends with what was said when the program agrees, which lives on', async () => {
    const agent = await scene.open({ prompts: [[{ say: 'So far' }, { untilCancelled: true }], said('next')] });
    const { abort, heard } = cancelling('So far');
    const reply = await agent.prompt({ ...heard, content: [text('go')], signal: abort.signal });
    expect(reply).toMatchObject({ text: 'So far', stopReason: 'cancelled' });
    expect(agent.alive).toBe(true);
    expect((await ask(agent)).text).toBe('next');
  });

  it('ends with the program when that does not listen, and with all that it has started', async () => {
    const sleep = aLongTime();
    const script = {
      prompts: [[{ shell: `sleep ${sleep} >/dev/null 2>&1 &` }, { say: 'So far' }, { forever: true }]],
    } satisfies AcpScript;
    const agent = await scene.open(script, { cancelMs: 200 });
    const { abort, heard } = cancelling('So far');
    const reply = await agent.prompt({ ...heard, content: [text('go')], signal: abort.signal });
    expect(reply).toMatchObject({ text: 'So far', stopReason: 'cancelled' });
    expect(agent.alive).toBe(false);
    expect(processesWith(sleep)).toEqual([]);
  });
});

describe('a prompt that fails', () => {
  it.each([
    ['it breaks off', { crash: 4 }, AcpErrorKind.Prompt, 'ended with the code 4'],
    [
      'it fails',
      { fail: { code: -32_603, message: 'Internal error', data: { why: 'x' } } },
      AcpErrorKind.Prompt,
      '{"why":"x"}',
    ],
    [
      'its key is not valid',
      { fail: { code: -32_603, message: '401 Unauthorized' } },
      AcpErrorKind.Authentication,
      'signed in',
    ],
    [
      'it may not',
      { fail: { code: 1, message: 'Against our usage policy' } },
      AcpErrorKind.UsagePolicy,
      'usage policy',
    ],
  ] as const)('is said of a prompt: %s', async (_what, step, kind, words) => {
    const agent = await scene.open({ prompts: [[{ say: 'Well' }, step]] });
    await expect(ask(agent)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) });
  });

  it('is said of a prompt without a sign of life, which ends', async () => {
    const agent = await scene.open(
      { prompts: [[{ forever: true }]] },
      { spec: { promptTimeoutMs: 100 }, cancelMs: 200 },
    );
    await expect(ask(agent)).rejects.toMatchObject({ kind: AcpErrorKind.PromptTimeout });
    expect(agent.alive).toBe(false);
  });

  it('is said of a program that cannot copy its session', async () => {
    const agent = await scene.open({ lacks: 'session/fork', prompts: [] });
    await expect(agent.ask('how far?', neverAborted())).rejects.toMatchObject({ kind: AcpErrorKind.Refused });
  });
});

function textBlock(words: string) {
  return { type: 'content', content: { type: 'text', text: words } };
}

function call(more: object) {
  return { sessionUpdate: 'tool_call', toolCallId: 'c1', ...more };
}

function progress(more: object) {
  return { sessionUpdate: 'tool_call_update', toolCallId: 'c1', ...more };
}
