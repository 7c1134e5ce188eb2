import type { Content } from '@openhands-nest/contracts/events';

const HEADING = 'Uploaded files:\n';

/** How a message tells the model of files that came with it: in a part of its own, one path a line. */
export function filesPart(paths: readonly string[]): Content {
  return { type: 'text', text: HEADING + paths.join('\n') };
}

/** A message without that part, and the paths in it; undefined: it came without files. */
export function splitFiles(content: readonly Content[]): {
  readonly said: readonly Content[];
  readonly files: readonly string[] | undefined;
} {
  const at = content.findIndex((part, index) => index > 0 && part.type === 'text' && part.text.startsWith(HEADING));
  const part = content[at];
  if (part?.type !== 'text') return { said: content, files: undefined };
  return { said: content.toSpliced(at, 1), files: part.text.slice(HEADING.length).split('\n') };
}
