import { once } from 'node:events';
import { Agent, request as openRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { GeneratedRequest } from './requests-to.js';

/** One connection for many requests: opening one is what costs most. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** What came back, read to its end. */
export interface ReceivedAnswer {
  readonly status: number;
  /** Its media type; empty when none is said. */
  readonly type: string;
  readonly text: string;
}

/** Sends a request as it is: unlike with `fetch`, a GET may have a body. @param patienceMs milliseconds until the answer's end */
export async function sendRequest(
  origin: string,
  { method, target, body }: GeneratedRequest,
  patienceMs: number,
): Promise<ReceivedAnswer> {
  const { headers, bytes } = await encoded(body);
  const signal = AbortSignal.timeout(patienceMs);
  const request = openRequest(origin + target, { method, headers, signal, agent });
  request.end(bytes);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text: await text(answer) };
}

async function encoded(body: GeneratedRequest['body']): Promise<{ headers: OutgoingHttpHeaders; bytes?: Buffer }> {
  if (!body) return { headers: {} };
  if ('json' in body) return ofLength('application/json', Buffer.from(body.json));
  const form = new FormData();
  for (const [name, content] of body.files) form.append(body.field, new Blob([content]), name);
  const multipart = new Response(form);
  return ofLength(multipart.headers.get('content-type') ?? '', Buffer.from(await multipart.arrayBuffer()));
}

function ofLength(type: string, bytes: Buffer): { headers: OutgoingHttpHeaders; bytes: Buffer } {
  return { headers: { 'content-type': type, 'content-length': bytes.length }, bytes };
}
