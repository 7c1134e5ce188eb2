import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds from one answer to the next question. */
const PAUSE_MS = 10;

const [url = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const latencies: number[] = [];

function probe(): Promise<void> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', () => {
        latencies.push(performance.now() - startedAt);
        resolve();
      });
    }).on('error', reject);
  });
}

process.on('message', () => process.send?.({ latencies }, () => process.exit(0)));
process.on('disconnect', () => process.exit(0));
await probe();
latencies.length = 0;
process.send?.({ isProbing: true });
for (;;) {
  await probe();
  await delay(PAUSE_MS);
}
