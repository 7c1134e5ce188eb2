import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { TerminalAction, TerminalObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits } from '@openhands-nest/contracts/vocabulary';
import { fc, runs } from '@openhands-nest/testing/properties';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { LONGEST_FILE, OutputFile } from './output-file.js';
import { OutputWindow } from './output-window.js';
import { terminalTool } from './terminal.tool.js';

const LIMIT = Limits.TERMINAL_OUTPUT_CHARS;
let workspace: LocalWorkspace;
let terminal: ToolExecutor<TerminalAction, TerminalObservation>;

beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  terminal = terminalTool().createExecutor(aToolContext(workspace));
});

afterEach(async () => {
  await terminal.close();
  await workspace.close();
});

async function run(command: string): Promise<{ text: string; observation: TerminalObservation }> {
  const observation = await terminal.execute({ kind: ActionKind.Terminal, command }, neverAborted());
  return { text: observation.content.map((part) => (part.type === 'text' ? part.text : '')).join(''), observation };
}

function savedFileOf(text: string): string {
  const path = /(?:is|are) in (\S+) …\]/.exec(text)?.[1];
  if (!path) throw new Error(`No file is named in ${text.slice(0, 200)}`);
  return path;
}

describe('long output', () => {
  it('keeps its beginning and end, and names the file that has all of it', async () => {
    const { text, observation } = await run('seq 1 20000');
    const lines = text.split('\n');

    expect(text.length).toBeLessThanOrEqual(LIMIT);
    expect([lines[0], lines.at(-1)]).toEqual(['1', '20000']);
    expect(observation.full_output_save_dir).toBe(workspace.outputDirectory);
    const saved = (await workspace.readFile(savedFileOf(text))).toString();
    expect(saved).toBe(Array.from({ length: 20_000 }, (_, index) => `${index + 1}\n`).join(''));
  });

  it('of exactly the limit is not cut', async () => {
    const { text, observation } = await run(`head -c ${LIMIT} /dev/zero | tr '\\0' x`);

    expect(text).toBe('x'.repeat(LIMIT));
    expect(observation.full_output_save_dir).toBeNull();
  });

  it('of many megabytes reaches the file whole and in order', async () => {
    const { text } = await run('seq 1 1500000');

    const saved = (await workspace.readFile(savedFileOf(text))).toString().split('\n');

    expect(saved).toHaveLength(1_500_001);
    expect(saved[749_999]).toBe('750000');
    expect(text.endsWith('\n1500000')).toBe(true);
  });

  it('does not break characters that arrive in pieces', async () => {
    const { text } = await run(`printf '\\xf0\\x9f'; sleep 0.05; printf '\\x8e\\x89\\n'; yes 🎉é | head -c 200000`);

    expect(text.slice(0, 2)).toBe('🎉');
    expect(text).not.toContain('\uFFFD\n');
    expect(text.isWellFormed()).toBe(true);
  });

  it('is shown without its file when that cannot be written', async () => {
    await workspace.writeFile(workspace.outputDirectory, Buffer.from('in the way'));

    const { text, observation } = await run('seq 1 20000');

    expect(text).toContain('left out …]');
    expect(observation).toMatchObject({ exit_code: 0, full_output_save_dir: null });
  });
});

describe('the copy of an output', () => {
  it('is written in large pieces, however small the output comes', async () => {
    const execute = workspace.execute.bind(workspace);
    let processes = 0;
    workspace.execute = (request) => {
      processes += 1;
      return execute(request);
    };
    await run('seq 1 1000000');

    expect(processes).toBeLessThan(10);
    expect(processes).toBeGreaterThan(0);
  });

  it('ends at its largest size', async () => {
    const path = workspace.path('copy');
    const file = new OutputFile(workspace, path, { pause: () => undefined, resume: () => undefined }, 10);
    for (const text of ['12345', '67890', 'lost']) file.append(text);
    await file.close();

    expect((await workspace.readFile(path)).toString()).toBe('1234567890');
    expect(file.isFull).toBe(true);
    expect(LONGEST_FILE).toBe(100 * 1024 * 1024);
  });

  it('stops the shell while the disk is behind', async () => {
    const calls: string[] = [];
    const flow = { pause: () => void calls.push('pause'), resume: () => void calls.push('resume') };
    const file = new OutputFile(workspace, workspace.path('copy'), flow);
    for (let i = 0; i < 12; i += 1) file.append('x'.repeat(1024 * 1024));
    await file.close();

    expect(calls.slice(0, 2)).toEqual(['pause', 'resume']);
    expect((await workspace.stat(workspace.path('copy')))?.size).toBe(12 * 1024 * 1024);
  });
});

describe('an output window', () => {
  it('keeps head and tail of any output, however it is cut into pieces', async () => {
    const piece = fc.tuple(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 700 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        // eslint-disable-next-line no-control-regex -- control characters are terminal-text's business
        const chunks = pieces.map(([text, times]) => text.replace(/[\x00-\x1f\x7f]/g, '\n').repeat(times));
        const window = new OutputWindow();
        for (const chunk of chunks) window.push(chunk);
        const { text } = await window.close();
        const whole = chunks.join('');

        expect(text.length).toBeLessThanOrEqual(LIMIT);
        if (whole.length <= LIMIT) expect(text).toBe(whole);
        else {
          const [head = '', tail = ''] = text.split(/\n\[… \d+ or more characters left out …\]\n/);
          expect(head.length).toBeGreaterThan(LIMIT / 2 - 100);
          expect(tail.length).toBeGreaterThan(LIMIT / 2 - 100);
          expect(whole.startsWith(head) && whole.endsWith(tail)).toBe(true);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});

describe('terminal control', () => {
  it.each([
    ['colours', `printf '\\033[1;31mred\\033[0m plain\\n'`, 'red plain'],
    ['progress bars', `for i in 10 50 100; do printf '\\r%s%%' $i; done; echo`, '100%'],
    ['erased lines', `printf 'working...\\r\\033[Kdone\\n'`, 'done'],
    ['window titles', `printf '\\033]0;title\\007text\\n'`, 'text'],
    ['backspaces', `printf 'abx\\bc\\n'`, 'abc'],
    ['bells', `printf 'a\\007b\\n'`, 'ab'],
  ])('of %s is cleaned away', async (_what, command, output) => {
    expect((await run(command)).text).toBe(output);
  });
});
