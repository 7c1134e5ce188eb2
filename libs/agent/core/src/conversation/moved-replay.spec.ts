import { describe, expect, it } from '@jest/globals';
import type { ReplayStep } from '@openhands-nest/agent-ports';
import { movedReplay } from './moved-replay.js';

const step = (arguments_: Record<string, unknown>): ReplayStep => ({
  thought: 'in /old/work',
  calls: [{ tool: 'terminal', arguments: arguments_ }],
});
const movedArguments = (arguments_: Record<string, unknown>, from = '/old/work'): unknown =>
  movedReplay([step(arguments_)], from, '/new/$&')[0]?.calls[0]?.arguments;

describe('movedReplay', () => {
  it('moves paths in arguments, however deep and often', () => {
    expect(
      movedArguments({ command: 'cp /old/work/a "/old/work"', list: [{ path: '/old/work' }], timeout: 5 }),
    ).toEqual({
      command: 'cp /new/$&/a "/new/$&"',
      list: [{ path: '/new/$&' }],
      timeout: 5,
    });
  });

  it('leaves neighbours with a longer name alone', () => {
    const command = 'ls /old/work2 /old/work-b /old/work.bak';
    expect(movedArguments({ command })).toEqual({ command });
  });

  it('takes a slash at the end of the old place, and no root', () => {
    expect(movedArguments({ path: '/old/work/a' }, '/old/work/')).toEqual({ path: '/new/$&/a' });
    expect(movedArguments({ path: '/old/work/a' }, '/')).toEqual({ path: '/old/work/a' });
  });

  it('leaves what was said as it was', () => {
    expect(movedReplay([step({})], '/old/work', '/new')[0]?.thought).toBe('in /old/work');
  });
});
