import type { FakeReply, FakeRequest, FakeScript } from './fake-turn.js';

/** One turn of the model, as a person writes it into a message. */
export type Order =
  { readonly say: string } | { readonly call: string; readonly with: Readonly<Record<string, unknown>> };

const ORDER = /^do: (say|\w[\w-]*)(?: (.*))?$/;

/** The text of a message that makes an obedient model take these turns, one after the other. */
export function ordersOf(...orders: readonly Order[]): string {
  return orders
    .map((order) => ('say' in order ? `do: say ${order.say}` : `do: ${order.call} ${JSON.stringify(order.with)}`))
    .join('\n');
}

/**
 * A model that does what the last orders in its prompt say (lines that `ordersOf` writes). It keeps nothing in mind: which turn
 * is due follows from the answers that stand behind the orders, so that one model serves many conversations and servers.
 * Without orders, or when all are done, it says how long the last message was.
 * @param delayMs milliseconds that it takes for each reply, for clients that expect no model to be as quick as this one
 */
export function obedientModel(delayMs = 0): FakeScript {
  return ({ body }: FakeRequest): FakeReply => ({
    ...nextTurn((body.messages ?? []) as readonly ChatMessage[]),
    delayMs,
  });
}

function nextTurn(messages: readonly ChatMessage[]): FakeReply {
  const at = messages.findLastIndex((message) => message.role === 'user' && ordersIn(textOf(message)).length > 0);
  const orders = at < 0 ? [] : ordersIn(textOf(messages[at]));
  const taken = messages.slice(at + 1).filter(({ role }) => role === 'assistant').length;
  const order = orders[taken];
  if (!order) return { text: `I was told ${textOf(messages.at(-1)).length} characters.` };
  return 'say' in order
    ? { text: order.say }
    : { toolCalls: [{ name: order.call, arguments: JSON.stringify(order.with) }] };
}

interface ChatMessage {
  readonly role: string;
  readonly content?: string | null | readonly { readonly text?: string }[];
}

function textOf(message: ChatMessage | undefined): string {
  const content = message?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
}

function ordersIn(text: string): Order[] {
  return text.split('\n').flatMap((line): Order[] => {
    const [, verb, rest] = ORDER.exec(line.trim()) ?? [];
    if (verb === undefined) return [];
    if (verb === 'say') return [{ say: rest ?? '' }];
    return [{ call: verb, with: JSON.parse(rest ?? '{}') as Record<string, unknown> }];
  });
}
