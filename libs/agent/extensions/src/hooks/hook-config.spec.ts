import { describe, expect, it } from '@jest/globals';
import { HookConfigError, parseHookConfig } from './hook-config.js';

function refusal(value: unknown): { path: string; message: string } {
  try {
    parseHookConfig(value);
  } catch (error) {
    if (error instanceof HookConfigError) return { path: error.path.join('.'), message: error.message };
  }
  throw new Error('It was accepted.');
}

describe('parseHookConfig', () => {
  it('fills in what is left out', () => {
    expect(parseHookConfig({ stop: [{ hooks: [{ command: 'true' }] }] })).toEqual({
      pre_tool_use: [],
      post_tool_use: [],
      user_prompt_submit: [],
      session_start: [],
      session_end: [],
      stop: [
        {
          matcher: '*',
          hooks: [
            {
              type: 'command',
              name: null,
              command: 'true',
              prompt: null,
              system_prompt: null,
              tools: [],
              timeout: 60,
              max_iterations: 3,
              async: false,
            },
          ],
        },
      ],
    });
  });

  it('takes the names that other agents use, with and without the wrapper', () => {
    const matchers = [{ matcher: 'terminal', hooks: [{ type: 'command', command: 'x', timeout: 5, async: true }] }];

    expect(parseHookConfig({ hooks: { PreToolUse: matchers } })).toEqual(parseHookConfig({ pre_tool_use: matchers }));
  });

  it('says where a mistake is', () => {
    expect(refusal({ OnLunch: [] }).path).toBe('OnLunch');
    expect(refusal({ Stop: [], stop: [] }).path).toBe('stop');
    expect(refusal({ hooks: { stop: [{ hooks: [{ command: 'a' }, { command: 7 }] }] } }).path).toBe(
      'hooks.stop.0.hooks.1.command',
    );
    expect(refusal({ stop: [{ hooks: [{ type: 'magic' }] }] }).path).toBe('stop.0.hooks.0.type');
    expect(refusal([]).message).toBe('The hook configuration must be an object.');
  });

  it('wants each sort of hook to say what it does', () => {
    const refused = (hook: object): string =>
      refusal({ stop: [{ hooks: [hook] }] })
        .path.split('.')
        .at(-1) ?? '';

    expect(refused({})).toBe('command');
    expect(refused({ type: 'prompt' })).toBe('prompt');
    expect(refused({ type: 'prompt', prompt: 'p', command: 'c' })).toBe('command');
    expect(refused({ type: 'agent', async: true })).toBe('async');
    expect(refused({ command: 'c', timeout: 0 })).toBe('timeout');
  });
});
