import { setTimeout as delay } from 'node:timers/promises';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import type { Api } from '../../wire/api.js';
import { untilEvents, type NumberedEvent } from '../../wire/event-stream.js';

const WRITERS = 8;
/** Milliseconds after which a server is killed, at most. */
const LONGEST_LIFE_MS = 400;

export const serverKills: Scenario = {
  name: 'server-kills',
  how: 'Eight clients send messages to one conversation until the server is killed with -9 at a random moment, again and again; then its log is read over a socket.',
  metrics: [
    { name: 'kills of the server', unit: '' },
    { name: 'messages acknowledged before kills', unit: '' },
    { name: 'acknowledged messages lost, server', unit: 'messages', target: atMost(0) },
    { name: 'gaps in the log, server', unit: '', target: atMost(0) },
  ],
  runs: { quick: 1, full: 1 },
  async measure(context): Promise<Measured> {
    const kills = context.amount(12, 200);
    const dataDirectory = await context.newFolder();
    const acknowledged = new Set<string>();
    let id: string | undefined;
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await ServerProcess.start(context, { dataDirectory });
      id ??= await server.api.create();
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(server.api, id!, `${kill}.${writer}`, acknowledged),
      );
      await delay(Math.random() * LONGEST_LIFE_MS);
      await server.kill();
      await Promise.all(writers);
    }
    const { api } = await ServerProcess.start(context, { dataDirectory });
    const log = await wholeLog(api, id!);
    return {
      'kills of the server': kills,
      'messages acknowledged before kills': acknowledged.size,
      'acknowledged messages lost, server': [...acknowledged].filter((text) => !log.texts.has(text)).length,
      'gaps in the log, server': log.gaps,
    };
  },
};

/** Sends until the server does not answer any more. */
async function write(api: Api, id: string, name: string, acknowledged: Set<string>): Promise<void> {
  for (let message = 0; ; message += 1) {
    const text = `Message ${name}.${message}`;
    try {
      await api.send(id, text);
    } catch (error) {
      // A connection that breaks is what the kill does; an answer that is no success is a finding.
      if (error instanceof TypeError) return;
      throw error;
    }
    acknowledged.add(text);
  }
}

async function wholeLog(api: Api, id: string): Promise<{ texts: Set<string>; gaps: number }> {
  const count = await api.countEvents(id);
  const events: NumberedEvent[] = [];
  const socket = await untilEvents(api.socketUrl(id, 'after_seq=0'), count, (event) => events.push(event));
  socket.terminate();
  const texts = events.flatMap(({ event }) => /Message [\d.]+\d/.exec(JSON.stringify(event))?.[0] ?? []);
  return { texts: new Set(texts), gaps: events.filter(({ seq }, index) => seq !== index + 1).length };
}
