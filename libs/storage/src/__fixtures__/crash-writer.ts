import { randomUUID } from 'node:crypto';
import { openSqliteStorage } from '../open-sqlite-storage.js';

// Arguments: database, worker file, ids of claimed conversations. Appends to all of them for ever, in batches of changing
// size, and writes a line "<conversation> <seq>" for every event once its append has been acknowledged.
const [file = '', workerFile = '', ...conversationIds] = process.argv.slice(2);
const storage = await openSqliteStorage({ file, workerFile, secretKey: 'crash test' });

async function appendForEver(conversationId: string): Promise<void> {
  for (let round = 0; ; round += 1) {
    const events = Array.from({ length: (round % 3) + 1 }, () => aPause());
    const appended = await storage.events.append({ conversationId, fence: 1, events });
    process.stdout.write(appended.map(({ seq }) => `${conversationId} ${seq}\n`).join(''));
  }
}

function aPause() {
  const timestamp = new Date().toISOString().replace('Z', '000');
  return { id: randomUUID(), timestamp, source: 'user', kind: 'PauseEvent' } as const;
}

await Promise.all(conversationIds.map(appendForEver));
