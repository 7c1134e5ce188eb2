import { createInterface } from 'node:readline';
import type { BenchContext } from '../../bench-context.js';
import { claimed, openDatabase, type Writer } from '../../data/storage.js';
import { endProcess, startNode } from '../../processes/node-process.js';
import { atMost, type Measured, type Scenario } from '../../scenario.js';
import { entryFile } from '../../workspace.js';

const CONVERSATIONS = 4;
/** Acknowledgements after which a writer is killed, at most: a point that nobody chooses, in and between commits. */
const MOST_ACKNOWLEDGED = 300;

export const storageKills: Scenario = {
  name: 'storage-kills',
  how: 'A process that appends to four conversations is killed with -9 at a random point, again and again; then the logs are read.',
  metrics: [
    { name: 'kills of a writing process', unit: '' },
    { name: 'acknowledged events lost, storage', unit: 'events', target: atMost(0) },
    { name: 'gaps in the logs, storage', unit: '', target: atMost(0) },
  ],
  runs: { quick: 1, full: 1 },
  async measure(context): Promise<Measured> {
    const kills = context.amount(100, 1_000);
    const folder = await context.newFolder();
    const writers = await prepared(folder);
    const acknowledged = new Map<string, number>();
    for (let kill = 0; kill < kills; kill += 1) await writeAndDie(context, folder, writers, acknowledged);
    const { lost, gaps } = await losses(folder, acknowledged);
    return {
      'kills of a writing process': kills,
      'acknowledged events lost, storage': lost,
      'gaps in the logs, storage': gaps,
    };
  },
};

async function prepared(folder: string): Promise<Writer[]> {
  const storage = await openDatabase(folder);
  const writers = await Promise.all(Array.from({ length: CONVERSATIONS }, () => claimed(storage)));
  await storage.close();
  return writers;
}

async function writeAndDie(
  context: BenchContext,
  folder: string,
  writers: readonly Writer[],
  acknowledged: Map<string, number>,
): Promise<void> {
  const child = startNode(entryFile('storage-writer'), context, { args: [folder, JSON.stringify(writers)] });
  const killAfter = 1 + Math.floor(Math.random() * MOST_ACKNOWLEDGED);
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout! })) {
    const [id, seq] = line.split(' ');
    // The kill may cut the last line off: a shortened number says less than the one before it.
    if (id && seq) acknowledged.set(id, Math.max(Number(seq), acknowledged.get(id) ?? 0));
    lines += 1;
    if (lines === killAfter) child.kill('SIGKILL');
  }
  if (lines < killAfter) throw new Error('The writing process ended by itself: see above.');
  await endProcess(child, 'SIGKILL');
}

async function losses(
  folder: string,
  acknowledged: ReadonlyMap<string, number>,
): Promise<{ lost: number; gaps: number }> {
  const storage = await openDatabase(folder);
  let lost = 0;
  let gaps = 0;
  for (const [conversationId, newest] of acknowledged) {
    const log = await storage.events.read(conversationId, 0, Number.MAX_SAFE_INTEGER);
    lost += Math.max(0, newest - log.length);
    gaps += log.filter(({ seq }, index) => seq !== index + 1).length;
  }
  await storage.close();
  return { lost, gaps };
}
