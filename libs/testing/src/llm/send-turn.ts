import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakeRefusal, FakeReply } from './fake-turn.js';

/** One piece of an event stream, or of what stands where its pieces do. */
export const sseFrame = (data: unknown, event?: string): string =>
  `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** A whole stream: its pieces, how many of the last ones say that it has ended, and an error said in its words. */
export interface StreamScript {
  readonly frames: readonly string[];
  readonly closingFrames: number;
  readonly errorFrame?: string;
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export function sendRefusal(
  response: ServerResponse,
  { status, body, headers }: FakeRefusal,
  errorBody: unknown,
): void {
  if (typeof body === 'string') response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
  else sendJson(response, body ?? errorBody, headers, status);
}

/** Waits for what a reply is to be held back by. */
export async function holdBack({ after, delayMs }: FakeReply): Promise<void> {
  await after;
  if (delayMs) await delay(delayMs);
}

/** Sends a stream as events, with the fault that its reply asks for. */
export async function sendStream(response: ServerResponse, reply: FakeReply, script: StreamScript): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...reply.headers });
  const frames = framesWithFault(reply, script);
  if (!reply.pieceDelayMs && reply.fault !== 'cut' && reply.fault !== 'stall') {
    response.end(frames.join(''));
    return;
  }
  for (const frame of frames) {
    await new Promise((resolve) => response.write(frame, resolve));
    if (reply.pieceDelayMs) await delay(reply.pieceDelayMs);
  }
  if (reply.fault === 'cut') response.destroy();
  else if (reply.fault !== 'stall') response.end();
}

function framesWithFault(
  { fault, streamError }: FakeReply,
  { frames, closingFrames, errorFrame }: StreamScript,
): readonly string[] {
  const half = Math.max(1, Math.ceil((frames.length - closingFrames) / 2));
  if (streamError) return [...frames.slice(0, half), errorFrame ?? ''];
  if (fault === 'garbage') return [...frames.slice(0, half), sseFrame('{"this is": not json'), ...frames.slice(half)];
  if (fault === 'cut' || fault === 'stall') return frames.slice(0, half);
  return fault === 'no_finish' ? frames.slice(0, frames.length - closingFrames) : frames;
}

/** Cuts a text into pieces, so that clients have something to put together. */
export function piecesOf(text: string, size = 12): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}
