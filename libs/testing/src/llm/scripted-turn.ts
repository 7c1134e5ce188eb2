import type { LlmError, LlmReply, LlmRequest, LlmRetryNotice, LlmUsage } from '@openhands-nest/agent-ports';

/** A call in a scripted reply. Without an id it gets one that is unique in its script. */
export interface ScriptedCall {
  readonly id?: string;
  readonly name: string;
  /** JSON text; may be broken on purpose. */
  readonly arguments: string;
}

/** A reply as a test tells it; what is left out gets a harmless value. */
export interface ScriptedReply extends Partial<Omit<LlmReply, 'toolCalls' | 'usage'>> {
  readonly toolCalls?: readonly ScriptedCall[];
  readonly usage?: Partial<LlmUsage>;
}

/** What a scripted model does when it is asked. */
export type ScriptedTurn =
  | { readonly type: 'reply'; readonly reply: ScriptedReply }
  | { readonly type: 'fail'; readonly error: Error }
  | { readonly type: 'wait'; readonly until: Promise<unknown>; readonly then: ScriptedTurn }
  | { readonly type: 'retry'; readonly notice: LlmRetryNotice; readonly then: ScriptedTurn }
  | { readonly type: 'compute'; readonly turnFor: (request: LlmRequest) => ScriptedTurn };

/** One tool call; its arguments as an object, or as raw text when they are to be broken. */
export function callTo(
  tool: string,
  args: Readonly<Record<string, unknown>> | string,
  options: ScriptedReply & { readonly thought?: string } = {},
): ScriptedTurn {
  return callsTo([[tool, args]], options);
}

/** Several tool calls in one reply, in order. */
export function callsTo(
  calls: readonly (readonly [tool: string, args: Readonly<Record<string, unknown>> | string])[],
  { thought = '', ...reply }: ScriptedReply & { readonly thought?: string } = {},
): ScriptedTurn {
  const toolCalls = calls.map(([name, args]) => ({
    name,
    arguments: typeof args === 'string' ? args : JSON.stringify(args),
  }));
  return { type: 'reply', reply: { text: thought, finishReason: 'tool_calls', toolCalls, ...reply } };
}

/** A plain answer without tool calls. */
export function say(text: string, reply: ScriptedReply = {}): ScriptedTurn {
  return { type: 'reply', reply: { text, ...reply } };
}

export function failWith(error: LlmError | Error): ScriptedTurn {
  return { type: 'fail', error };
}

/** Takes the turn once the promise has resolved; an abort ends the wait at once. */
export function waitFor(until: Promise<unknown>, then: ScriptedTurn): ScriptedTurn {
  return { type: 'wait', until, then };
}

/** Announces a further attempt, as a real model does before it waits, and goes on with the turn. */
export function retrying(notice: LlmRetryNotice, then: ScriptedTurn): ScriptedTurn {
  return { type: 'retry', notice, then };
}

/** Decides by looking at the request. */
export function answering(turnFor: (request: LlmRequest) => ScriptedTurn): ScriptedTurn {
  return { type: 'compute', turnFor };
}
