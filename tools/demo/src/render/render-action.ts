import type { EventKind, EventOf } from '@openhands-nest/client';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import { excerpt, wrapped } from '../terminal/lines.js';
import type { Paint } from '../terminal/paint.js';
import { plainText } from '../terminal/plain-text.js';

type Action = NonNullable<EventOf<typeof EventKind.Action>['action']>;
type ActionOf<Kind extends ActionKind> = Extract<Action, { kind: Kind }>;
/** Tools of these kinds are shown in a way of their own. */
type Renderers = { [Kind in ActionKind]?: (action: ActionOf<Kind>, paint: Paint) => readonly string[] };

const EDITED = { first: 12, last: 4 };

const RENDERERS: Renderers = {
  [ActionKind.Terminal]: ({ command, is_input: isInput }, paint) => {
    const [first = '', ...others] = excerpt(plainText(command), EDITED, paint.columns);
    return [paint.bold(`${isInput ? '>' : '$'} ${first}`), ...others.map((line) => paint.bold(`  ${line}`))];
  },
  [ActionKind.FileEditor]: (action, paint) => [
    paint.bold(`${action.command} ${plainText(action.path)}`),
    ...marked('-', action.old_str, paint.columns).map(paint.red),
    ...marked('+', action.new_str ?? action.file_text, paint.columns).map(paint.green),
  ],
  [ActionKind.TaskTracker]: ({ command }, paint) => [
    paint.bold(command === 'plan' ? 'writes a plan' : 'reads the plan'),
  ],
  [ActionKind.Think]: ({ thought }, paint) => wrapped(plainText(thought), paint.columns).map(paint.cyan),
  [ActionKind.Finish]: ({ message }, paint) => [paint.bold('finished'), ...wrapped(plainText(message), paint.columns)],
  [ActionKind.Glob]: ({ pattern }, paint) => [paint.bold(`looks for files ${plainText(pattern)}`)],
  [ActionKind.Grep]: ({ pattern }, paint) => [paint.bold(`searches for ${plainText(pattern)}`)],
  [ActionKind.InvokeSkill]: ({ name }, paint) => [paint.bold(`reads the skill ${plainText(name)}`)],
};

/** What the agent asks a tool to do. */
export function renderAction(action: Action, paint: Paint): readonly string[] {
  const render = isDeclared(action)
    ? (RENDERERS[action.kind] as (action: Action, paint: Paint) => readonly string[])
    : plainly;
  return render(action, paint);
}

/** Tools of a client and those that need no words of their own. */
function plainly({ kind, ...values }: Action, paint: Paint): string[] {
  return excerpt(plainText(`${kind} ${JSON.stringify(values)}`), EDITED, paint.columns).map((line) => paint.bold(line));
}

function isDeclared(action: Action): action is ActionOf<ActionKind> {
  return Object.hasOwn(RENDERERS, action.kind);
}

function marked(sign: string, text: string | null | undefined, columns: number): string[] {
  return text ? excerpt(plainText(text), EDITED, columns).map((line) => `${sign} ${line}`) : [];
}
