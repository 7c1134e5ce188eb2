import { createContext, Script } from 'node:vm';

/** Milliseconds that expressions have for one text. Ordinary ones need a thousandth of one. */
const PATIENCE_MS = 250;
const LOOK = new Script('expressions.some((expression) => expression.test(text))');

interface Question {
  expressions: readonly RegExp[];
  text: string;
}

let place: Question | undefined;

/**
 * Whether one of the regular expressions fits a text; undefined when that cannot be said in time. For expressions of clients and
 * repositories: some of them would take years for a text of forty characters, and nothing else can be done meanwhile.
 */
export function someMatch(expressions: readonly RegExp[], text: string): boolean | undefined {
  if (expressions.length === 0) return false;
  // Only what is run in a place of its own can be cut off.
  place ??= createContext({ expressions, text } satisfies Question) as Question;
  Object.assign(place, { expressions, text });
  try {
    return LOOK.runInContext(place, { timeout: PATIENCE_MS }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    Object.assign(place, { expressions: [], text: '' });
  }
}
