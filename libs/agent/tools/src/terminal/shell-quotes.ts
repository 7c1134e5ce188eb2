/** Each function takes the position of an opening character and returns the position after the closing one, or the text's end. */

export function skipSingleQuotes(text: string, start: number): number {
  const isAnsi = text[start - 1] === '$';
  let position = start + 1;
  while (position < text.length && text[position] !== "'") position += isAnsi && text[position] === '\\' ? 2 : 1;
  return Math.min(position + 1, text.length);
}

export function skipDoubleQuotes(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && text[position] !== '"') position = skipOne(text, position, false);
  return Math.min(position + 1, text.length);
}

/** `$(…)`, `$((…))`, `${…}`, `(…)`, backticks; for a plain `$name` only the dollar. */
export function skipSubstitution(text: string, start: number): number {
  if (text[start] === '`') return skipBackticks(text, start);
  const opening = text[start] === '$' ? start + 1 : start;
  if (text[opening] === '(') return skipBalanced(text, opening, '(', ')');
  if (text[opening] === '{') return skipBalanced(text, opening, '{', '}');
  return start + 1;
}

function skipBackticks(text: string, start: number): number {
  let position = start + 1;
  while (position < text.length && text[position] !== '`') position += text[position] === '\\' ? 2 : 1;
  return Math.min(position + 1, text.length);
}

function skipBalanced(text: string, start: number, opening: string, closing: string): number {
  let depth = 1;
  let position = start + 1;
  while (position < text.length && depth > 0) {
    if (text[position] === opening) depth += 1;
    else if (text[position] === closing) depth -= 1;
    position = skipOne(text, position, true);
  }
  return Math.min(position, text.length);
}

/** One character, or the quoted or substituted text that begins there. */
function skipOne(text: string, position: number, withSingleQuotes: boolean): number {
  const character = text[position];
  if (character === '\\') return position + 2;
  if (character === '"' && withSingleQuotes) return skipDoubleQuotes(text, position);
  if (character === "'" && withSingleQuotes) return skipSingleQuotes(text, position);
  if (character === '`' || character === '$') return skipSubstitution(text, position);
  return position + 1;
}
