import { writeSync } from 'node:fs';
import { aPauseEvent } from '@openhands-nest/testing';
import { openDatabase, type Writer } from '../data/storage.js';

// Arguments: data directory, writers as JSON. Appends for ever, in batches of one to three, and writes a line
// "<conversation> <seq>" for every event once its append has been acknowledged.
const [folder = '', writers = '[]'] = process.argv.slice(2);
const storage = await openDatabase(folder);
process.on('disconnect', () => process.exit(0));

async function appendForEver(writer: Writer): Promise<void> {
  for (let round = 0; ; round += 1) {
    const events = Array.from({ length: (round % 3) + 1 }, () => aPauseEvent());
    const appended = await storage.events.append({ ...writer, events });
    writeSync(1, appended.map(({ seq }) => `${writer.conversationId} ${seq}\n`).join(''));
  }
}

await Promise.all((JSON.parse(writers) as Writer[]).map(appendForEver));
