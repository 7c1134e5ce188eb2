import { EventKind, type EventOf, type OpenHandsClient } from '@openhands-nest/client';

/** Text of each observation of a conversation, in order. */
export async function observationsOf(client: OpenHandsClient, id: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const event of client.allEvents(id, { kind: EventKind.Observation })) {
    const { observation } = event as EventOf<typeof EventKind.Observation>;
    texts.push(observation.content.map((part) => ('text' in part ? part.text : '')).join(''));
  }
  return texts;
}

/** Resolves when the condition holds; looks often, because nothing tells when a file appears. @throws Error when it took too long */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
