import { EventKind, type ConversationEvent, type EventOf } from '@openhands-nest/client';
import { wrapped } from '../terminal/lines.js';
import type { Paint } from '../terminal/paint.js';
import { plainText } from '../terminal/plain-text.js';
import { indented, spoken, textOf } from './line.js';
import { renderAction } from './render-action.js';
import { renderObservation } from './render-observation.js';

type Renderers = { [Kind in EventKind]: (event: EventOf<Kind>, paint: Paint) => readonly string[] };

const NOTHING = (): readonly string[] => [];

const RENDERERS: Renderers = {
  [EventKind.SystemPrompt]: ({ tools }, paint) => [
    paint.dim(`The agent has the tools ${tools.map(({ title }) => plainText(title)).join(', ')}.`),
  ],
  [EventKind.Message]: ({ source, llm_message: message }, paint) => {
    const lines = wrapped(textOf(message.content), paint.columns);
    return source === 'user' ? spoken('You', paint.cyan, lines) : spoken('Agent', paint.yellow, lines);
  },
  [EventKind.Action]: (event, paint) => {
    const said = textOf(event.thought);
    const asked = event.action
      ? renderAction(event.action, paint)
      : [paint.red(`${plainText(event.tool_name)}: not understood`)];
    return spoken('Agent', paint.yellow, [...(said === '' ? [] : wrapped(said, paint.columns)), ...asked]);
  },
  [EventKind.Observation]: ({ observation }, paint) => renderObservation(observation, paint),
  [EventKind.UserReject]: ({ rejection_reason: reason }, paint) => failure(`rejected: ${reason}`, paint),
  [EventKind.AgentError]: ({ error }, paint) => failure(error, paint),
  [EventKind.ConversationError]: ({ detail }, paint) => failure(detail, paint),
  [EventKind.StateUpdate]: ({ key, value }, paint) =>
    key === 'execution_status' ? [paint.dim(`— ${plainText(String(value))} —`)] : [],
  [EventKind.Pause]: (_event, paint) => [paint.dim('— pause asked for —')],
  [EventKind.Interrupt]: (_event, paint) => [paint.dim('— interrupted —')],
  [EventKind.Condensation]: (_event, paint) => [paint.dim('— the history was shortened —')],
  [EventKind.HookExecution]: ({ hook_command: command, exit_code: exitCode }, paint) => [
    paint.dim(`hook ${plainText(command)} ended with exit code ${exitCode}`),
  ],
  [EventKind.AcpToolCall]: ({ title }, paint) => [paint.bold(plainText(title))],
  [EventKind.ServerError]: ({ detail }, paint) => failure(detail, paint),
  [EventKind.CondensationRequest]: NOTHING,
  [EventKind.SecurityAnalysis]: NOTHING,
  [EventKind.LlmCompletionLog]: NOTHING,
  [EventKind.StreamingDelta]: NOTHING,
  [EventKind.Token]: NOTHING,
};

/** An event as lines for a terminal; none for those that tell a person nothing. */
export function renderEvent(event: ConversationEvent, paint: Paint): readonly string[] {
  const render = RENDERERS[event.kind] as (event: ConversationEvent, paint: Paint) => readonly string[];
  return render(event, paint);
}

function failure(sentence: string, paint: Paint): string[] {
  return indented([paint.red(`✗ ${plainText(sentence)}`)]);
}
