import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PythonServer } from '@openhands-nest/testing';
import { BenchContext } from '../bench-context.js';
import { SESSION_KEY } from '../processes/server-process.js';
import { AgentServerApi } from '../wire/agent-server-api.js';
import type { Contender, ContenderOptions, Serving } from './contender.js';

/** What it would otherwise do beside its work, and a limit below what is measured. */
const ENVIRONMENT = {
  OH_ENABLE_VSCODE: 'false',
  OH_PRELOAD_TOOLS: 'false',
  OH_MAX_CONCURRENT_RUNS: '256',
  // The times of its events are local ones.
  TZ: 'UTC',
};
/** Where it keeps conversations, below its working directory. */
const CONVERSATIONS = 'workspace/conversations';
/** Conversations that are written at once. */
const BATCH = 100;

/** The Python agent-server. @param python a Python that has it installed */
export function referenceWith(python: string): Contender {
  const start = async (context: BenchContext, options: ContenderOptions): Promise<Serving> => {
    const { dataDirectory: directory, environment } = options;
    const server = await PythonServer.start({
      python,
      directory,
      apiKey: SESSION_KEY,
      environment: { ...ENVIRONMENT, ...environment },
    });
    context.defer(() => server.stop());
    const { url, pid, readyAfterMs } = server;
    return { api: new AgentServerApi(url, SESSION_KEY, options), pid, readyAfterMs };
  };
  return {
    name: 'reference',
    start,
    async fill(context, dataDirectory, conversations) {
      const sample = await sampleConversation(context, (own, options) => start(own, options));
      for (let at = 0; at < conversations; at += BATCH) {
        const count = Math.min(BATCH, conversations - at);
        await Promise.all(Array.from({ length: count }, () => copyOf(sample, join(dataDirectory, CONVERSATIONS))));
      }
    },
  };
}

interface Sample {
  readonly id: string;
  /** Texts of its files by their names. */
  readonly files: ReadonlyMap<string, string>;
}

/** A conversation as the server itself stores it: creating thousands by requests would take many minutes. */
async function sampleConversation(
  { isFull }: BenchContext,
  start: (context: BenchContext, options: ContenderOptions) => Promise<Serving>,
): Promise<Sample> {
  const context = new BenchContext(isFull);
  try {
    const dataDirectory = await context.newFolder();
    const { api } = await start(context, { dataDirectory });
    const id = await api.create();
    const folder = join(dataDirectory, CONVERSATIONS, hex(id));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && !name.includes('lease'));
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return { id, files: new Map(names.map((name, index) => [name, texts[index] as string])) };
  } finally {
    await context.close();
  }
}

async function copyOf({ id, files }: Sample, folder: string): Promise<void> {
  const copy = randomUUID();
  const own = join(folder, hex(copy));
  await mkdir(own, { recursive: true });
  for (const [name, text] of files)
    await writeFile(join(own, name), text.replaceAll(id, copy).replaceAll(hex(id), hex(copy)));
}

function hex(id: string): string {
  return id.replaceAll('-', '');
}
