/** Why a server could not be used, as the test of servers tells it apart. */
export type McpProblemKind = 'timeout' | 'connection' | 'unknown';

/** A server could not be used. The message is a sentence for people and models, free of the server's secrets. */
export class McpProblem extends Error {
  override readonly name = 'McpProblem';

  constructor(
    readonly kind: McpProblemKind,
    message: string,
  ) {
    super(message);
  }
}

/** What an error of the connection means. */
export function mcpProblemOf(error: unknown, detail = ''): McpProblem {
  if (error instanceof McpProblem) return error;
  const kind = isTimeout(error) ? 'timeout' : isAnswer(error) ? 'unknown' : 'connection';
  return new McpProblem(kind, [reasonOf(error), detail].filter(Boolean).join(' '));
}

/** Codes of the protocol: no answer in time, and the connection was closed. */
const REQUEST_TIMEOUT = -32001;
const CONNECTION_CLOSED = -32000;

function isTimeout(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return code === REQUEST_TIMEOUT || name === 'TimeoutError';
}

/** The server works, and says no. */
function isAnswer(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'number' && code < 0 && code !== CONNECTION_CLOSED;
}

function reasonOf(error: unknown): string {
  if (isTimeout(error)) return 'It did not answer in time.';
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: { message?: unknown } };
  if (code === CONNECTION_CLOSED) return 'It closed the connection.';
  if (code === 401 || code === 403) return `It refused the request with status ${code}: check its key or sign-in.`;
  const text = typeof cause?.message === 'string' && cause.message ? cause.message : String(message ?? error);
  return sentence(text.replace(/^MCP error -?\d+: /, ''));
}

function sentence(text: string): string {
  const short = text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
