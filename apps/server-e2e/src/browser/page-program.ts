import {
  EventKind,
  executionStatusOf,
  OpenHandsClient,
  TERMINAL_STATUSES,
  type EventOf,
  type ReceivedEvent,
} from '@openhands-nest/client';

export interface PageRequest {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly message: string;
}

/** What a page saw of one conversation. */
export interface PageReport {
  readonly conversationId: string;
  readonly status: string;
  /** Of every event that came over the socket, in order. */
  readonly seqs: readonly number[];
  readonly kinds: readonly string[];
  readonly observations: readonly string[];
  /** Of the unstored frames that came between them. */
  readonly transientKinds: readonly string[];
  /** Names of the errors that a wrong key causes: over HTTP, over a socket. */
  readonly refusals: readonly string[];
}

/** Runs in the page: a conversation from its first message to its end. */
export async function converse({ baseUrl, apiKey, message }: PageRequest): Promise<PageReport> {
  const client = new OpenHandsClient({ baseUrl, apiKey });
  const { conversation_id: conversationId } = await client.newConversation({ initial_user_msg: message });
  const [received, status] = await Promise.all([
    follow(client, conversationId),
    client.waitUntil(conversationId, undefined, { timeoutMs: 20_000 }),
  ]);
  const stored = received.filter(({ seq }) => seq !== undefined);
  return {
    conversationId,
    status,
    seqs: stored.map(({ seq }) => seq ?? 0),
    kinds: stored.map(({ event }) => event.kind),
    observations: stored.filter(isObservation).map(({ event }) => textOf(event)),
    transientKinds: received.filter(({ seq }) => seq === undefined).map(({ event }) => event.kind),
    refusals: await refusalsOf(baseUrl, conversationId),
  };
}

/** Everything from the first event to the one that says that the run has ended. */
async function follow(client: OpenHandsClient, id: string): Promise<ReceivedEvent[]> {
  const received: ReceivedEvent[] = [];
  for await (const one of client.events(id, { transient: true })) {
    received.push(one);
    const status = one.seq === undefined ? undefined : executionStatusOf(one.event);
    if (status !== undefined && TERMINAL_STATUSES.includes(status)) break;
  }
  return received;
}

type Observed = ReceivedEvent & { readonly event: EventOf<typeof EventKind.Observation> };

function isObservation(received: ReceivedEvent): received is Observed {
  return received.event.kind === EventKind.Observation;
}

function textOf({ observation }: Observed['event']): string {
  return observation.content.map((part) => ('text' in part ? part.text : '')).join('');
}

async function refusalsOf(baseUrl: string, id: string): Promise<string[]> {
  const stranger = new OpenHandsClient({ baseUrl, apiKey: 'wrong' });
  const attempts = [stranger.getConversation(id), stranger.events(id).next()];
  return Promise.all(
    attempts.map((attempt) =>
      attempt.then(
        () => 'none',
        (error: Error) => error.name,
      ),
    ),
  );
}

// How the test, outside of the page, reaches it.
Object.assign(globalThis, { converse });
