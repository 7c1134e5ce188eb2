import { Omission } from '@openhands-nest/agent-ports';

/** What stands in the place of a secret; clients know this text. */
const MASK = '<secret-hidden>';
/** Shorter values, and shorter pieces of one that was cut, are too likely to be part of ordinary text. */
const MIN_CHARS = 6;

/** The part of a text from one character up to, not including, another. */
type Span = readonly [from: number, to: number];

/** A copy of the value in which every text, at any depth, is free of the secrets. Without secrets, the value itself. */
export function maskSecrets<T>(value: T, secrets: readonly string[]): T {
  const usable = secrets.filter((secret) => secret.length >= MIN_CHARS);
  return usable.length === 0 ? value : (masked(value, usable) as T);
}

function masked(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return maskedText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => masked(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, secrets)]));
}

/** All places are found before one is changed: a secret may hold another one, or overlap it. */
function maskedText(text: string, secrets: readonly string[]): string {
  const cuts = cutsIn(text);
  const found = secrets.flatMap((secret) => [...placesOf(secret, text), ...cutPlacesOf(secret, text, cuts)]);
  let result = '';
  let end = 0;
  for (const [from, to] of joined(found)) {
    result += text.slice(end, from) + MASK;
    end = to;
  }
  return result + text.slice(end);
}

function placesOf(secret: string, text: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1))
    places.push([at, at + secret.length]);
  return places;
}

/** Where something was left out of the text. */
function cutsIn(text: string): Span[] {
  const { opening, closing } = Omission;
  const cuts: Span[] = [];
  for (let from = text.indexOf(opening); from !== -1;) {
    const to = text.indexOf(closing, from);
    if (to === -1) break;
    cuts.push([from, to + closing.length]);
    from = text.indexOf(opening, to);
  }
  return cuts;
}

/** What is left of a secret at both sides of a cut. */
function cutPlacesOf(secret: string, text: string, cuts: readonly Span[]): Span[] {
  return cuts.flatMap(([from, to]) => {
    const lengths = Array.from({ length: secret.length - MIN_CHARS }, (_, index) => secret.length - 1 - index);
    const head = lengths.find((length) => text.startsWith(secret.slice(0, length), from - length));
    const tail = lengths.find((length) => text.startsWith(secret.slice(-length), to));
    return [...(head ? [[from - head, from] as const] : []), ...(tail ? [[to, to + tail] as const] : [])];
  });
}

/** In order, those that overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...spans].sort(([one], [other]) => one - other)) {
    const last = result.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
