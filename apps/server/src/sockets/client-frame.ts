import type { SendMessage } from '@openhands-nest/agent-core';
import { parseValue } from '@openhands-nest/contracts/schema';
import { SendMessageRequest } from '@openhands-nest/contracts/agent-server';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { toSendMessage } from '../agent-server-api/events/send-message.js';
import { parseJson } from '../http/body/parse-json.js';

/** What a client's text frame is. */
export type ClientFrame =
  { readonly kind: 'auth'; readonly key: string } | { readonly kind: 'message'; readonly message: SendMessage };

/** @throws InvalidInputError, InvalidValueError */
export function readClientFrame(bytes: Buffer): ClientFrame {
  const value = parseJson(bytes, { depth: Limits.BODY_DEPTH });
  const key = keyIn(value);
  if (key !== undefined) return { kind: 'auth', key };
  return { kind: 'message', message: messageIn(value) };
}

/** The key of a frame that authenticates; undefined for any other, whatever it holds. */
export function keyOf(bytes: Buffer): string | undefined {
  try {
    return keyIn(parseJson(bytes, { depth: Limits.BODY_DEPTH }));
  } catch {
    return undefined;
  }
}

/** The key of a frame that is exactly `{"type":"auth","session_api_key":…}`. */
export function keyIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined;
  const { type, session_api_key: key } = value as { type?: unknown; session_api_key?: unknown };
  return type === 'auth' && typeof key === 'string' ? key : undefined;
}

/** As over HTTP, but content may be a bare text, and sending always runs the agent. */
function messageIn(value: unknown): SendMessage {
  return { ...toSendMessage(parseValue(SendMessageRequest, withParts(value), ['body'])), run: true };
}

function withParts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { content } = value as { content?: unknown };
  return typeof content === 'string' ? { ...value, content: [{ type: 'text', text: content }] } : value;
}
