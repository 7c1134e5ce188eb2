import type { BenchContext } from '../../bench-context.js';
import { fillWithEvents, manyMessages } from '../../data/fill.js';
import { underHealthProbe } from '../../processes/health-probe.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { median } from '../../statistics.js';
import { untilEvents } from '../../wire/event-stream.js';

const SAMPLES = 5;

export const replay: Scenario = {
  name: 'replay',
  how: 'From opening a socket that asks for everything to its last event, of 1.4 kB each: median of five, the first not counted.',
  metrics: [
    { name: 'replay of 1 000 events', unit: 'ms', target: atMost(50) },
    { name: 'replay of 10 000 events', unit: 'ms', target: atMost(400) },
    { name: '`/health` p99 under replays', unit: 'ms', target: atMost(20) },
  ],
  runs: { quick: 3, full: 7 },
  async measure(context): Promise<Measured> {
    const thousand = await replays(context, 1_000);
    const tenThousand = await replays(context, 10_000);
    return {
      'replay of 1 000 events': thousand.ms,
      'replay of 10 000 events': tenThousand.ms,
      '`/health` p99 under replays': tenThousand.healthP99,
    };
  },
};

async function replays(context: BenchContext, events: number): Promise<{ ms: number; healthP99: number }> {
  const dataDirectory = await context.newFolder();
  const id = await fillWithEvents(dataDirectory, manyMessages(events));
  const server = await ServerProcess.start(context, { dataDirectory });
  const url = server.api.socketUrl(id, 'resend_mode=all');
  await timedReplay(url, events);
  const { result: times, healthP99 } = await underHealthProbe(context, server.url, async () => {
    const samples: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) samples.push(await timedReplay(url, events));
    return samples;
  });
  await server.kill();
  return { ms: median(times), healthP99 };
}

/** Milliseconds. */
async function timedReplay(url: string, events: number): Promise<number> {
  const startedAt = performance.now();
  const socket = await untilEvents(url, events);
  const took = performance.now() - startedAt;
  socket.terminate();
  return took;
}
