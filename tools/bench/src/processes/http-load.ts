import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { SESSION_KEY } from './server-process.js';

const AUTOCANNON = createRequire(import.meta.url).resolve('autocannon');
const CONNECTIONS = 10;

interface LoadReport {
  readonly requests: { readonly average: number };
  readonly non2xx: number;
  readonly errors: number;
}

/** Requests per second that a URL answers on ten connections, asked by a process of its own. @throws Error when one fails */
export async function requestsPerSecond(url: string, seconds: number): Promise<number> {
  const args = [AUTOCANNON, '-j', '-c', String(CONNECTIONS), '-d', String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...args,
    '-H',
    `x-session-api-key=${SESSION_KEY}`,
    url,
  ]);
  const { requests, non2xx, errors } = JSON.parse(stdout) as LoadReport;
  if (non2xx + errors > 0) throw new Error(`${non2xx + errors} requests of ${url} failed under load.`);
  return requests.average;
}
