import { subscribe } from 'node:diagnostics_channel';
import { FakeOpenAiServer, type FakeReply, type FakeRequest } from '@openhands-nest/testing';
import type { ModelReport, ModelScript } from '../processes/llm-process.js';

interface ChatMessage {
  readonly role: string;
  readonly content?: string | readonly { readonly text?: string }[];
}

let replies = 0;
let requests = 0;
let gapsMs: number[] = [];
let lastReplyAt: number | undefined;
let isAwaited = false;

/** The last message of the user is the script; how far it has come can be read from the replies after it. */
function reply({ body }: FakeRequest): FakeReply {
  // Every request holds the whole conversation: keeping them all would fill the memory.
  server.requests.length = 0;
  const { messages } = body as { readonly messages: readonly ChatMessage[] };
  const start = messages.findLastIndex(({ role }) => role === 'user');
  const script = scriptIn(textOf(messages[start]));
  const done = messages.slice(start).filter(({ role }) => role === 'assistant').length;
  return { ...nextOf(script, done), ...(script.delayMs !== undefined && { delayMs: script.delayMs }) };
}

function nextOf({ command, tasks, steps = 0 }: ModelScript, done: number): FakeReply {
  if (tasks !== undefined && done === 0)
    return { toolCalls: tasks.flatMap((task) => calling('task', task).toolCalls ?? []) };
  if (command !== undefined && done === 0) return calling('terminal', { command });
  return done < steps ? calling('think', { thought: `Thought number ${replies}` }) : { text: 'Done.' };
}

function calling(name: string, input: object): FakeReply {
  replies += 1;
  return { toolCalls: [{ id: `call_${replies}`, name, arguments: JSON.stringify(input) }] };
}

/** A server may put more around what the user said. */
function scriptIn(text: string): ModelScript {
  return JSON.parse(text.split('\n').find((line) => line.startsWith('{')) ?? '{}') as ModelScript;
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content ?? '{}';
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
}

subscribe('http.server.request.start', () => {
  if (lastReplyAt !== undefined) gapsMs.push(performance.now() - lastReplyAt);
  lastReplyAt = undefined;
  requests += 1;
  if (isAwaited) process.send?.({});
  isAwaited = false;
});
subscribe('http.server.response.finish', () => (lastReplyAt = performance.now()));

process.on('message', (message) => {
  if (message === 'next') return void (isAwaited = true);
  process.send?.({ requests, gapsMs } satisfies ModelReport);
  requests = 0;
  gapsMs = [];
  lastReplyAt = undefined;
});
// Without its parent it would stay for ever.
process.on('disconnect', () => process.exit(0));

const server = await new FakeOpenAiServer(reply).start();
process.send?.({ url: server.baseUrl });
