import type { ActionEvent } from '@openhands-nest/contracts/events';

/** Characters that are looked at of what a call does, and of what is said about it. */
const MAX_CHARS = 30_000;
/** What is not seen on a screen but keeps a word from being recognised. Tabs and line ends stay. */
const INVISIBLE = /[^\P{C}\t\n\r]|\p{Default_Ignorable_Code_Point}|\u2800/gu;

export type JudgedCall = Pick<
  ActionEvent,
  'tool_name' | 'tool_call' | 'thought' | 'reasoning_content' | 'summary' | 'security_risk'
>;

/** The texts that a call would put to work: its arguments, each for itself. */
export function argumentTexts({ tool_call: call, tool_name: name }: JudgedCall): readonly string[] {
  return bounded([...leavesOf(call.arguments), name]).map(plain);
}

/** What the model says of the call and thinks about it. */
export function spokenTexts({ summary, reasoning_content: reasoning, thought }: JudgedCall): readonly string[] {
  return bounded([summary ?? '', reasoning ?? '', ...thought.map(({ text }) => text)]).map(plain);
}

/** On one line, so that a pattern need not know of line ends. */
export function oneLine(texts: readonly string[]): string {
  return texts.join(' ').replace(/\s+/g, ' ');
}

/** Look-alikes become the letters that they look like, and invisible characters vanish. */
function plain(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFKC');
}

function leavesOf(json: string): string[] {
  try {
    return strings(JSON.parse(json));
  } catch {
    // What is no JSON, or too deep to be looked through, is looked at as it is.
    return [json];
  }
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function bounded(texts: readonly string[]): string[] {
  let left = MAX_CHARS;
  const kept = texts.map((text) => {
    const part = text.slice(0, left);
    left -= part.length;
    return part;
  });
  return kept.filter((text) => text !== '');
}
