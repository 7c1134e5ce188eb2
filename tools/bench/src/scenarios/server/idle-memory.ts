import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { LlmProcess } from '../../processes/llm-process.js';
import { ServerProcess } from '../../processes/server-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { entryFile } from '../../workspace.js';
import { untilFinished } from './until-finished.js';

const WARM_UP = 50;
const KIB = 1024;

export const idleMemory: Scenario = {
  name: 'idle-memory',
  how: 'Heap and buffers after a garbage collection, before and after many conversations had one short run and became idle.',
  metrics: [{ name: 'memory of an idle conversation', unit: 'KiB', target: atMost(50_000 / KIB) }],
  runs: { quick: 2, full: 3 },
  async measure(context): Promise<Measured> {
    const count = context.amount(300, 2_000);
    const llm = await LlmProcess.start(context);
    const server = await ServerProcess.start(context, {
      dataDirectory: await context.newFolder(),
      llmUrl: llm.url,
      nodeOptions: ['--expose-gc', '--import', pathToFileURL(entryFile('heap-probe')).href],
    });
    await converse(server, WARM_UP);
    const before = await memoryInUse(server.child);
    await converse(server, count);
    const after = await memoryInUse(server.child);
    return { 'memory of an idle conversation': (after - before) / count / KIB };
  },
};

/** Conversations of one thought and one answer each, ten at a time. */
async function converse({ api }: ServerProcess, count: number): Promise<void> {
  let left = count;
  const converseOn = async (): Promise<void> => {
    while (left-- > 0) await untilFinished(api, await api.create(), { steps: 1 });
  };
  await Promise.all(Array.from({ length: 10 }, converseOn));
}

/** Bytes. */
async function memoryInUse(server: ChildProcess): Promise<number> {
  const lines = createInterface({ input: server.stdout! });
  const { promise, resolve } = Promise.withResolvers<number>();
  lines.on('line', (line) => {
    if (line.startsWith('{"memoryInUse"')) resolve((JSON.parse(line) as { memoryInUse: number }).memoryInUse);
  });
  server.kill('SIGUSR2');
  const bytes = await promise;
  lines.close();
  return bytes;
}
