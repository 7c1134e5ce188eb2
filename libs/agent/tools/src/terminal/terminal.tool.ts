import type { Clock, Tool } from '@openhands-nest/agent-ports';
import type { TerminalAction, TerminalObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { systemClock } from '../system-clock.js';
import { TerminalExecutor } from './terminal-executor.js';

export interface TerminalToolOptions {
  readonly clock?: Clock;
  /** Milliseconds without output after which a call returns while its command goes on. Default 30 000. */
  readonly quietMs?: number;
  /** Seconds after which an idle machine is stopped; timeouts above 90 % of it are refused. Default: none. */
  readonly idleCapSeconds?: number;
}

const DESCRIPTION = `Runs a command in the conversation's one persistent bash shell. Working directory, variables, functions and background jobs stay from call to call.

- One command for each call. Join several with && or ;. Loops, groups and here-documents may span lines; separate commands on separate lines are refused.
- A call returns when the command ends, when it has been quiet for 30 seconds, or after \`timeout\` seconds. Exit code -1 means that it is still running: send an empty command to wait for more, text or a key such as C-c with is_input=true to control it, or reset=true to replace the shell.
- Start servers and other long-lived programs in the background, with their output in a file: \`npm start > server.log 2>&1 &\`.
- Nobody sits at the terminal: use flags that avoid questions, pagers and editors.
- Long output is cut in the middle; the notice names a file that holds all of it. Narrow the output down where you can (grep, head, a quiet flag).
- Avoid \`exit\` and \`set -e\` at the top level: they end the shell.`;

/** The agent's terminal. */
export function terminalTool(options: TerminalToolOptions = {}): Tool<TerminalAction, TerminalObservation> {
  const { clock = systemClock, quietMs = Limits.TERMINAL_QUIET_MS, ...rest } = options;
  return {
    name: ToolName.Terminal,
    kinds: { tool: 'TerminalTool', action: ActionKind.Terminal, observation: ObservationKind.Terminal },
    description: DESCRIPTION,
    ...argumentsOf<TerminalAction>(ActionKind.Terminal),
    annotations: {
      title: 'terminal',
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    },
    resourceOf: () => ToolName.Terminal,
    createExecutor: (context) => new TerminalExecutor(context, { clock, quietMs, ...rest }),
  };
}
