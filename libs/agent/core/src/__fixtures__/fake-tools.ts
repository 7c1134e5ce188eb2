import type { Action, Observation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { InvalidArgumentsError, type Tool, type ToolContext, type ToolExecutor } from '@openhands-nest/agent-ports';

/** What a fake tool does with a command. Rejections and aborts pass through. */
export type Behaviour = (command: string, signal: AbortSignal, context: ToolContext) => Promise<string> | string;

const annotations = {
  title: '',
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: false,
};

/** A terminal without a shell: runs what the test says. */
export function fakeTerminal(behaviour: Behaviour): Tool {
  return {
    name: ToolName.Terminal,
    kinds: { tool: 'TerminalTool', action: ActionKind.Terminal, observation: ObservationKind.Terminal },
    description: 'Runs a command.',
    parameters: { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] },
    annotations,
    resourceOf: () => 'terminal',
    parse: (values) => ({ kind: ActionKind.Terminal, command: textOf(values, 'command') }),
    createExecutor: (context) =>
      executor(
        (action, signal) => behaviour((action as { command: string }).command, signal, context),
        terminalObservation,
      ),
  };
}

/** A search that may run beside other calls. */
export function fakeGrep(behaviour: Behaviour): Tool {
  return {
    name: ToolName.Grep,
    kinds: { tool: 'GrepTool', action: ActionKind.Grep, observation: ObservationKind.Grep },
    description: 'Searches.',
    parameters: { type: 'object', properties: { pattern: { type: 'string' } }, required: ['pattern'] },
    annotations,
    resourceOf: () => undefined,
    parse: (values) => ({ kind: ActionKind.Grep, pattern: textOf(values, 'pattern') }),
    createExecutor: (context) =>
      executor(
        (action, signal) => behaviour((action as { pattern: string }).pattern, signal, context),
        (output, action) => ({
          kind: ObservationKind.Grep,
          content: [{ type: 'text', text: output }],
          is_error: false,
          matches: [],
          pattern: (action as { pattern: string }).pattern,
          search_path: '/',
          truncated: false,
        }),
      ),
  };
}

export const fakeFinish: Tool = {
  name: ToolName.Finish,
  kinds: { tool: 'FinishTool', action: ActionKind.Finish, observation: ObservationKind.Finish },
  description: 'Ends the turn.',
  parameters: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  annotations,
  resourceOf: () => undefined,
  parse: (values) => ({ kind: ActionKind.Finish, message: textOf(values, 'message') }),
  createExecutor: () =>
    executor(
      (action) => (action as { message: string }).message,
      (text) => ({ kind: ObservationKind.Finish, content: [{ type: 'text', text }], is_error: false }),
    ),
};

function executor(
  work: (action: Action, signal: AbortSignal) => Promise<string> | string,
  observe: (output: string, action: Action) => Observation,
): ToolExecutor {
  return {
    execute: async (action, signal) => observe(await work(action, signal), action),
    close: async () => undefined,
  };
}

function terminalObservation(output: string, action: Action): Observation {
  return {
    kind: ObservationKind.Terminal,
    content: [{ type: 'text', text: output }],
    is_error: false,
    command: (action as { command: string }).command,
    exit_code: 0,
    timeout: false,
    metadata: { exit_code: 0, pid: -1, prefix: '', suffix: '' },
  };
}

function textOf(values: Readonly<Record<string, unknown>>, key: string): string {
  const value = values[key];
  if (typeof value !== 'string') throw new InvalidArgumentsError(`${key} must be a text.`);
  return value;
}
