import { setTimeout as delay } from 'node:timers/promises';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { percentile } from '../../statistics.js';
import { zombiesBelow } from '../../system/proc.js';

const PROCESSES = 3;
/** Milliseconds between two looks at the processes of the machine. */
const LOOK_MS = 2;
const PATIENCE_MS = 15_000;

export const interrupt: Scenario = {
  name: 'interrupt',
  how: 'A command of a pipeline with three sleeping processes is interrupted: from the request to the moment when none of them exists any more.',
  metrics: [
    { name: 'interrupt to the last process gone, p50', unit: 'ms' },
    { name: 'interrupt to the last process gone, p99', unit: 'ms', target: atMost(1_000) },
    { name: 'zombies left by interrupts', unit: '', target: atMost(0) },
  ],
  runs: { quick: 2, full: 5 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, {
      dataDirectory: await context.newFolder(),
      llmUrl: llm.url,
    });
    const times: number[] = [];
    for (let count = context.amount(8, 40); count > 0; count -= 1) times.push(await interruptOne(server));
    return {
      'interrupt to the last process gone, p50': percentile(times, 0.5),
      'interrupt to the last process gone, p99': percentile(times, 0.99),
      'zombies left by interrupts': zombiesBelow(server.pid).length,
    };
  },
};

/** Milliseconds. */
async function interruptOne({ api }: ServerProcess): Promise<number> {
  const seconds = aLongTime();
  const command = `(sleep ${seconds}; true) | sleep ${seconds} | sleep ${seconds}`;
  const id = await api.create();
  await api.send(id, JSON.stringify({ command }), true);
  await untilProcesses(seconds, PROCESSES);

  const startedAt = performance.now();
  await Promise.all([api.interrupt(id), untilProcesses(seconds, 0)]);
  return performance.now() - startedAt;
}

async function untilProcesses(word: string, count: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (processesWith(word).length !== count) {
    if (performance.now() > until)
      throw new Error(`There are ${processesWith(word).length} processes of the command, not ${count}.`);
    await delay(LOOK_MS);
  }
}
