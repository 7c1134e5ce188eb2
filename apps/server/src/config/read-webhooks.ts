import type { WebhookSpec } from '../webhooks/webhook-spec.js';

type Values = Readonly<Record<string, unknown>>;
type Read = { readonly webhooks: readonly WebhookSpec[]; readonly problems: readonly string[] };

const PREFIX = 'OH_WEBHOOKS';
const NUMBERED = /^OH_WEBHOOKS_(\d+)_([A-Z_]+)$/;
const MEBIBYTE = 1024 * 1024;

interface Bounds {
  readonly initial: number;
  readonly min: number;
}

/** The numbers of one webhook, as the reference names them. Delays are in seconds. */
const NUMBERS = {
  event_buffer_size: { initial: 5, min: 1 },
  flush_delay: { initial: 30, min: 0.001 },
  num_retries: { initial: 3, min: 0 },
  retry_delay: { initial: 5, min: 0 },
  max_queue_size: { initial: 1000, min: 1 },
  max_batch_bytes: { initial: 5 * MEBIBYTE, min: 1 },
  max_queue_bytes: { initial: 50 * MEBIBYTE, min: 1 },
} as const satisfies Record<string, Bounds>;
const KNOWN = new Set([...Object.keys(NUMBERS), 'base_url', 'headers', 'secret']);

/** Webhooks from `OH_WEBHOOKS`, a JSON list, and `OH_WEBHOOKS_0_BASE_URL` …, whose values win. Names what is wrong instead of throwing. */
export function readWebhooks(values: Values): Read {
  const problems: string[] = [];
  const listed = listIn(values[PREFIX], problems);
  for (const [name, value] of Object.entries(values)) {
    const [, index, field] = NUMBERED.exec(name) ?? [];
    if (index === undefined || field === undefined) continue;
    const at = Number(index);
    if (at > 99) problems.push(`${name}: there are at most 100 webhooks.`);
    else listed[at] = { ...listed[at], [field.toLowerCase()]: value };
  }
  const webhooks = [...listed].flatMap((given, index) =>
    given === undefined ? [] : specOf(given, `${PREFIX}[${index}]`, problems),
  );
  if (new Set(webhooks.map(({ baseUrl }) => baseUrl)).size < webhooks.length)
    problems.push(`${PREFIX}: two webhooks have the same base_url. Leave one out.`);
  return { webhooks, problems };
}

function listIn(given: unknown, problems: string[]): (Values | undefined)[] {
  if (given === undefined) return [];
  try {
    const list = JSON.parse(given as string) as unknown;
    if (Array.isArray(list) && list.every(isObject)) return list;
  } catch {
    // Told below.
  }
  problems.push(`${PREFIX}: is not a JSON list of objects with base_url.`);
  return [];
}

function specOf(given: Values, place: string, problems: string[]): WebhookSpec[] {
  const before = problems.length;
  const unknown = Object.keys(given).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) problems.push(`${place}: nothing is known of ${unknown.join(', ')}.`);
  const baseUrl = typeof given.base_url === 'string' ? given.base_url.replace(/\/+$/, '') : '';
  if (!/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? ''))
    problems.push(`${place}: base_url must be an address that begins with http:// or https://.`);
  const headers = headersIn(given.headers);
  if (headers === undefined) problems.push(`${place}: headers must be a JSON object of texts.`);
  const number = (name: keyof typeof NUMBERS): number => numberIn(given, name, place, problems);
  const spec: WebhookSpec = {
    baseUrl,
    headers: headers ?? {},
    ...(typeof given.secret === 'string' && given.secret !== '' && { secret: given.secret }),
    eventBufferSize: number('event_buffer_size'),
    flushDelayMs: number('flush_delay') * 1000,
    numRetries: number('num_retries'),
    retryDelayMs: number('retry_delay') * 1000,
    maxBatchBytes: number('max_batch_bytes'),
    maxQueueSize: number('max_queue_size'),
    maxQueueBytes: number('max_queue_bytes'),
  };
  return problems.length === before ? [spec] : [];
}

function numberIn(given: Values, name: keyof typeof NUMBERS, place: string, problems: string[]): number {
  const { initial, min } = NUMBERS[name];
  const value = given[name] === undefined ? initial : Number(given[name]);
  if (!(value >= min && value <= Number.MAX_SAFE_INTEGER)) problems.push(`${place}: ${name} must be at least ${min}.`);
  return value;
}

function headersIn(given: unknown): Readonly<Record<string, string>> | undefined {
  if (given === undefined) return {};
  try {
    const value: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    new Headers(value as Record<string, string>);
    const isTexts = isObject(value) && Object.values(value).every((text) => typeof text === 'string');
    return isTexts ? (value as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
