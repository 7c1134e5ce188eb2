import { setTimeout as delay } from 'node:timers/promises';
import { aLongTime, processesWith } from '@openhands-nest/testing';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { percentile } from '../../statistics.js';
import { zombiesBelow } from '../../system/proc.js';
import { untilFinished } from './until-finished.js';

/** What one command starts; each TIME stands for a long time. */
const PARTS = [
  'sleep TIME &',
  '(sleep TIME &);',
  'setsid -f sleep TIME;',
  'nohup sleep TIME >/dev/null 2>&1 &',
  '(sleep TIME; true) | sleep TIME | sleep TIME',
];
const PROCESSES = PARTS.join().split('TIME').length - 1;
/** Milliseconds between two looks at the processes of the machine. */
const LOOK_MS = 2;
const PATIENCE_MS = 15_000;
/** Milliseconds after which a dead process that nobody has waited for counts as a zombie that stays. */
const COLLECTING_MS = 500;

export const interrupt: Scenario = {
  name: 'interrupt',
  how: 'A command is interrupted that has a pipeline of three sleeping processes and four more in the background (one forked twice, one in a session of its own, one that ignores hang-ups): from the request to the moment when none of them exists any more. A process that an earlier command left running has to survive.',
  metrics: [
    { name: 'interrupt to the last process gone, p50', unit: 'ms' },
    { name: 'interrupt to the last process gone, p99', unit: 'ms', target: atMost(1_000) },
    { name: 'zombies left by interrupts', unit: '', target: atMost(0) },
    { name: 'earlier processes ended by interrupts', unit: '', target: atMost(0) },
  ],
  runs: { quick: 2, full: 5 },
  async measure(context): Promise<Measured> {
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, {
      dataDirectory: await context.newFolder(),
      llmUrl: llm.url,
    });
    const outcomes: Outcome[] = [];
    for (let count = context.amount(8, 40); count > 0; count -= 1) outcomes.push(await interruptOne(server));
    // The dead of the last command need a moment, like all, until they have been collected.
    await delay(COLLECTING_MS);
    const times = outcomes.map(({ tookMs }) => tookMs);
    return {
      'interrupt to the last process gone, p50': percentile(times, 0.5),
      'interrupt to the last process gone, p99': percentile(times, 0.99),
      'zombies left by interrupts': zombiesBelow(server.pid).length,
      'earlier processes ended by interrupts': outcomes.filter(({ hasEndedEarlier }) => hasEndedEarlier).length,
    };
  },
};

interface Outcome {
  readonly tookMs: number;
  readonly hasEndedEarlier: boolean;
}

async function interruptOne({ api }: ServerProcess): Promise<Outcome> {
  const [earlier, seconds] = [aLongTime(), aLongTime()];
  const id = await api.create();
  await untilFinished(api, id, { command: `sleep ${earlier} &` });
  await untilProcesses(earlier, 1);
  await api.send(id, JSON.stringify({ command: PARTS.join(' ').replaceAll('TIME', seconds) }), true);
  await untilProcesses(seconds, PROCESSES);

  const startedAt = performance.now();
  await Promise.all([api.interrupt(id), untilProcesses(seconds, 0)]);
  const tookMs = performance.now() - startedAt;
  const left = processesWith(earlier);
  left.forEach((pid) => process.kill(pid, 'SIGKILL'));
  return { tookMs, hasEndedEarlier: left.length === 0 };
}

async function untilProcesses(word: string, count: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (processesWith(word).length !== count) {
    if (performance.now() > until)
      throw new Error(`There are ${processesWith(word).length} processes of the command, not ${count}.`);
    await delay(LOOK_MS);
  }
}
