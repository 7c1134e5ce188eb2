import type { EventKind, EventOf } from '@openhands-nest/client';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { excerpt } from '../terminal/lines.js';
import type { Paint } from '../terminal/paint.js';
import { plainText } from '../terminal/plain-text.js';
import { indented, quoted, textOf } from './line.js';

type Observation = EventOf<typeof EventKind.Observation>['observation'];
type ObservationOf<Kind extends ObservationKind> = Extract<Observation, { kind: Kind }>;
/** Answers of these kinds are shown in a way of their own. */
type Renderers = { [Kind in ObservationKind]?: (observation: ObservationOf<Kind>, paint: Paint) => readonly string[] };

const OUTPUT = { first: 6, last: 9 };
const CONTENT = { first: 18, last: 2 };

const TASK_SIGNS = { todo: '[ ]', in_progress: '[~]', done: '[x]' };

const RENDERERS: Renderers = {
  [ObservationKind.Terminal]: ({ content, exit_code: exitCode }, paint) => {
    const output = textOf(content);
    return [
      ...(output.trim() === '' ? [] : quoted(excerpt(output, OUTPUT, paint.columns), paint)),
      ...indented([ending(exitCode, paint)]),
    ];
  },
  // A change has been shown as what was asked for; only views tell more.
  [ObservationKind.FileEditor]: ({ command, content, is_error: isError }, paint) =>
    command === 'view' && !isError
      ? quoted(excerpt(textOf(content), CONTENT, paint.columns), paint)
      : indented([isError ? paint.red(`✗ ${textOf(content)}`) : paint.green('✓ written')]),
  [ObservationKind.TaskTracker]: ({ task_list: tasks }, paint) =>
    quoted(
      tasks.map(({ title, status }) => `${TASK_SIGNS[status ?? 'todo']} ${plainText(title)}`),
      paint,
    ),
  [ObservationKind.Think]: () => [],
  [ObservationKind.Finish]: () => [],
  [ObservationKind.ClientTool]: () => [],
  [ObservationKind.Glob]: ({ files }, paint) =>
    quoted(excerpt(plainText(files.join('\n')), OUTPUT, paint.columns), paint),
  [ObservationKind.InvokeSkill]: ({ content }, paint) =>
    quoted(excerpt(textOf(content), CONTENT, paint.columns), paint),
  [ObservationKind.Grep]: ({ matches }, paint) =>
    quoted(excerpt(plainText(matches.join('\n')), OUTPUT, paint.columns), paint),
};

/** What came back from a tool. */
export function renderObservation(observation: Observation, paint: Paint): readonly string[] {
  const render = RENDERERS[observation.kind] as
    ((observation: Observation, paint: Paint) => readonly string[]) | undefined;
  return render
    ? render(observation, paint)
    : quoted(excerpt(textOf(observation.content), OUTPUT, paint.columns), paint);
}

function ending(exitCode: number | null | undefined, paint: Paint): string {
  if (exitCode === 0) return paint.green('✓ exit code 0');
  if (exitCode === -1) return paint.yellow('… still running');
  return paint.red(typeof exitCode === 'number' ? `✗ exit code ${exitCode}` : '✗ refused');
}
