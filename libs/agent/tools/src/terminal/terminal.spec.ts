import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { TerminalAction, TerminalObservation } from '@openhands-nest/contracts/events';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { terminalTool } from './terminal.tool.js';
import { terminalModelText } from './terminal-model-text.js';

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

function run(command: string, more: Partial<TerminalAction> = {}): Promise<TerminalObservation> {
  return terminal.execute({ kind: ActionKind.Terminal, command, ...more }, neverAborted());
}

async function outputOf(command: string, more: Partial<TerminalAction> = {}): Promise<string> {
  return textOf(await run(command, more));
}

function textOf(observation: TerminalObservation): string {
  return observation.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

describe('a command that ends', () => {
  it('gives its output, its exit code and where the shell stands', async () => {
    const observation = await run('mkdir sub && cd sub && echo hello && false');

    expect(textOf(observation)).toBe('hello');
    expect(observation).toMatchObject({
      exit_code: 1,
      is_error: false,
      timeout: false,
      command: 'mkdir sub && cd sub && echo hello && false',
    });
    expect(observation.metadata).toMatchObject({
      exit_code: 1,
      working_dir: workspace.path('sub'),
      prefix: '',
      suffix: '\n[The command completed with exit code 1.]',
    });
    expect(observation.metadata.pid).toBeGreaterThan(0);
    expect(observation.metadata.username).not.toBe('');
    expect(observation.metadata.hostname).not.toBe('');
  });

  it.each([
    ['true', 0],
    ['(exit 42)', 42],
    ['no-such-program-at-all', 127],
    ['bash -c "kill -9 \\$\\$"', 137],
    ['/dev/null', 126],
  ])('reports the exit code of %s', async (command, exitCode) => {
    expect((await run(command)).exit_code).toBe(exitCode);
  });

  it('keeps directory, variables and functions for the next command', async () => {
    await run('export COLOUR=blue; greet() { echo "hi $1"; }; mkdir -p "a b" && cd "a b"');

    expect(await outputOf('greet "$COLOUR"; pwd')).toBe(`hi blue\n${workspace.path('a b')}`);
  });

  it('lets the next command see the exit code', async () => {
    await run('(exit 7)');

    expect(await outputOf('echo $?')).toBe('7');
  });

  it.each([
    ['tabs and a here-document', "cat <<'END'\n\ta\n$b `c`\nEND", '\ta\n$b `c`'],
    ['quotes, backslashes and exclamation marks', `printf '%s\\n' "it's" 'a\\b' "wow!" '\\!'`, "it's\na\\b\nwow!\n\\!"],
    ['a loop over lines', 'for i in 1 2\ndo\n  echo $i\ndone', '1\n2'],
    ['other scripts', 'echo "grüße 日本 🎉"', 'grüße 日本 🎉'],
    ['a comment at the end', 'echo a # b', 'a'],
    ['output without a final new line', 'printf abc', 'abc'],
    ['leading blanks of the output', 'printf "  a\\n  b\\n"', '  a\n  b'],
  ])('takes %s literally', async (_what, command, output) => {
    expect(await outputOf(command)).toBe(output);
  });

  it('runs very long commands', async () => {
    const text = 'é'.repeat(60_000);

    expect(await outputOf(`echo '${text}' | wc -m`)).toBe('60001');
  });

  it('survives a file that changes the prompt, and a syntax error', async () => {
    await workspace.writeFile(
      workspace.path('rc'),
      Buffer.from(`PS1='me> '; PROMPT_COMMAND='echo prompt'; set -x; stty echo\n`),
    );

    expect((await run('source ./rc')).exit_code).toBe(0);
    await run('set +x');
    expect(await outputOf('echo fine')).toBe('fine');
    expect((await run('echo )')).exit_code).not.toBe(0);
    expect(await outputOf('echo still fine')).toBe('still fine');
  });

  it('names the interpreter of an activated virtual environment', async () => {
    const { metadata } = await run('export VIRTUAL_ENV=/opt/venv');

    expect(metadata.py_interpreter_path).toBe('/opt/venv/bin/python');
  });

  it('is quiet about pagers and colours', async () => {
    expect(await outputOf('echo $PAGER $GIT_PAGER $TERM')).toBe('cat cat dumb');
  });

  it('shows what background programs printed in front of the next output', async () => {
    await run('(while [ ! -e go ]; do sleep 0.01; done; echo from behind) &');
    // Not by a command: what comes while one is at work is part of its own output.
    await workspace.writeFile(workspace.path('go'), Buffer.alloc(0));
    await workspace.prints('from behind');

    const { metadata } = await run('echo front');

    expect(metadata.prefix).toContain('from behind');
  });
});

describe('what the model reads', () => {
  it('is the output with its notices and the state of the shell', async () => {
    const observation = await run('echo out; (exit 3)');
    const python = observation.metadata.py_interpreter_path;

    expect(terminalModelText(observation)).toEqual([
      {
        cache_prompt: false,
        type: 'text',
        text: [
          'out\n[The command completed with exit code 3.]',
          `[Current working directory: ${workspace.root}]`,
          ...(python ? [`[Python interpreter: ${python}]`] : []),
          '[Command finished with exit code 3]',
        ].join('\n'),
      },
    ]);
  });
});

describe('calls that are refused', () => {
  it('are several commands on lines of their own', async () => {
    const observation = await run('touch one\ntouch two');

    expect(observation).toMatchObject({ is_error: true, exit_code: null });
    expect(textOf(observation)).toContain('1. touch one\n2. touch two');
    expect(await workspace.list(workspace.root)).toEqual([]);
  });

  it.each(['[{"a": 1}]', '["ls"]', '[[x', '{"command": "ls"}'])('are structured literals like %s', async (command) => {
    expect(await run(command)).toMatchObject({ is_error: true, exit_code: null });
  });

  it.each(['[ -d / ]', '[[ -d / ]]', '{ true; }'])('are not shell syntax like %s', async (command) => {
    expect(await run(command)).toMatchObject({ is_error: false, exit_code: 0 });
  });

  it('are waiting and input when nothing runs', async () => {
    expect(await outputOf('')).toContain('No previous running command to retrieve logs from.');
    expect(await outputOf('y', { is_input: true })).toContain('No previous running command to interact with.');
    expect(await run('')).toMatchObject({ is_error: true });
    expect(await run('C-c', { is_input: true })).toMatchObject({ is_error: true });
  });

  it('are a reset together with input', async () => {
    expect(await run('y', { is_input: true, reset: true })).toMatchObject({ is_error: true, exit_code: null });
  });

  it('are timeouts close to the idle limit of the machine', async () => {
    const capped = terminalTool({ idleCapSeconds: 100 }).createExecutor(aToolContext(workspace));

    const refused = await capped.execute({ kind: ActionKind.Terminal, command: 'true', timeout: 91 }, neverAborted());
    const allowed = await capped.execute({ kind: ActionKind.Terminal, command: 'true', timeout: 90 }, neverAborted());
    await capped.close();

    expect([refused.is_error, allowed.is_error]).toEqual([true, false]);
  });
});

describe('the shell', () => {
  it('is replaced on request', async () => {
    await run('LOST=1; mkdir d; cd d');

    const alone = await run('', { reset: true });
    const observation = await run('echo "[$LOST]"; pwd', { reset: true });

    expect(alone).toMatchObject({ command: '[RESET]', is_error: false });
    expect(observation).toMatchObject({ command: '[RESET] echo "[$LOST]"; pwd', exit_code: 0 });
    expect(textOf(observation)).toBe(`[]\n${workspace.root}`);
  });

  it('is opened again after exit, in the same directory', async () => {
    await run('mkdir d; cd d; X=1');

    const observation = await run('echo bye; exit 3');
    const next = await run('pwd; echo "[$X]"');

    expect(textOf(observation)).toContain('bye');
    expect(observation).toMatchObject({ exit_code: 3, metadata: { exit_code: 3 } });
    expect(observation.metadata.suffix).toContain('exit code 3. It ended the shell');
    expect(textOf(next)).toBe(`${workspace.path('d')}\n[]`);
    expect(next.exit_code).toBe(0);
  });

  it('starts in the workspace when its directory is gone', async () => {
    await run('mkdir d; cd d; rmdir ../d; exit');

    expect(await outputOf('pwd')).toBe(workspace.root);
  });
});
