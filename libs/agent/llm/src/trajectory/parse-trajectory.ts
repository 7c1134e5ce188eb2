import { InvalidRequestError, type ReplayStep } from '@openhands-nest/agent-ports';
import { carriedOut } from './carried-out.js';
import { isObject, refusal, type Item } from './item.js';
import { legacyStep } from './legacy-actions.js';
import { ownStep, type OwnStep } from './own-events.js';
import { recordedDirectory } from './recorded-directory.js';

const WRAPPERS = ['events', 'trajectory'];

/** A recorded conversation. */
export interface Recording {
  readonly steps: readonly ReplayStep[];
  /** Absolute path of the workspace in which it was recorded, as far as it tells. */
  readonly directory?: string;
}

/** Reads a recorded conversation with the place where it was recorded: see {@link parseTrajectory}. @throws InvalidRequestError */
export function readRecording(json: string): Recording {
  const items = itemsIn(json);
  const directory = recordedDirectory(items.map(({ fields }) => fields));
  return { steps: stepsOf(items), ...(directory !== undefined && { directory }) };
}

/**
 * Reads a recorded conversation: a JSON list of OpenHands 0.53 events or of Agent Server events, also under `events` or `trajectory`.
 *
 * The first step is always the user message that begins the conversation. What only the recording server said (observations,
 * states, its system prompt) is left out, and so is what nobody approved.
 * @throws InvalidRequestError with a sentence that names the item.
 */
export function parseTrajectory(json: string): ReplayStep[] {
  return stepsOf(itemsIn(json));
}

function stepsOf(items: readonly Item[]): ReplayStep[] {
  const steps = merged(fromFirstMessage(carriedOut(items)).flatMap((item) => stepOf(item) ?? []));
  if (steps[0]?.userMessage === undefined)
    throw new InvalidRequestError(
      'The trajectory does not begin with a message of the user. Put one in front of the first action.',
    );
  return steps;
}

/** What a person typed into the terminal before saying anything is no part of the task. */
function fromFirstMessage(items: readonly Item[]): Item[] {
  const isUsers = ({ fields }: Item, action: string): boolean =>
    fields['source'] === 'user' && fields['action'] === action;
  const first = items.findIndex((item) => isUsers(item, 'message'));
  return items.filter((item, index) => index > first || !isUsers(item, 'run'));
}

function itemsIn(json: string): Item[] {
  const root = parsed(json);
  const wrapped = isObject(root) ? WRAPPERS.map((name) => root[name]).find(Array.isArray) : undefined;
  const list: unknown = wrapped ?? root;
  if (!Array.isArray(list)) throw new InvalidRequestError('The trajectory is not a list of events.');
  return list.map((fields: unknown, index) => {
    if (isObject(fields)) return { number: index + 1, fields };
    throw new InvalidRequestError(`Item ${index + 1} of the trajectory is not an event.`);
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InvalidRequestError('The trajectory is not valid JSON.');
  }
}

function stepOf(item: Item): OwnStep | undefined {
  const { fields } = item;
  if (fields['source'] === 'environment' || 'observation' in fields) return undefined;
  if (typeof fields['kind'] === 'string') return ownStep(item);
  if (!('action' in fields))
    throw refusal(item, 'it is neither an action nor an observation nor an event with a kind.');
  const step = legacyStep(item);
  return step && { step };
}

/** Joins the calls of one reply; the first of them carries the thought. */
function merged(steps: readonly OwnStep[]): ReplayStep[] {
  const result: ReplayStep[] = [];
  let openResponse: string | undefined;
  for (const { step, responseId } of steps) {
    const previous = result.at(-1);
    if (responseId !== undefined && responseId === openResponse && previous)
      result[result.length - 1] = { ...previous, calls: [...previous.calls, ...step.calls] };
    else result.push(step);
    openResponse = responseId;
  }
  return result;
}
