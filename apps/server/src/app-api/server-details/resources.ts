import { readFile, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { ServerResources } from '@openhands-nest/contracts/app';

const MICROSECONDS = 1_000_000;
const PAGE_BYTES = 4096;

/** What the server uses now. What the system does not tell is 0. @param directory on the disk in question */
export async function serverResources(directory: string): Promise<ServerResources> {
  const { user, system } = process.cpuUsage();
  const { rss } = process.memoryUsage();
  const [disk, vms, io] = await Promise.all([diskUse(directory), virtualBytes(), transfers()]);
  return {
    cpu_percent: rounded(((user + system) / MICROSECONDS / process.uptime()) * 100),
    memory: { rss, vms, percent: rounded((rss / totalmem()) * 100) },
    disk,
    io,
  };
}

async function diskUse(directory: string): Promise<ServerResources['disk']> {
  const found = await statfs(directory).catch(() => undefined);
  if (!found) return { total: 0, used: 0, free: 0, percent: 0 };
  const total = found.blocks * found.bsize;
  const free = found.bavail * found.bsize;
  const used = (found.blocks - found.bfree) * found.bsize;
  return { total, used, free, percent: rounded((used / Math.max(1, used + free)) * 100) };
}

async function virtualBytes(): Promise<number> {
  const pages = /^\d+/.exec(await textOf('/proc/self/statm'))?.[0];
  return Number(pages ?? 0) * PAGE_BYTES;
}

async function transfers(): Promise<ServerResources['io']> {
  const text = await textOf('/proc/self/io');
  const number = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return { read_bytes: number('read_bytes'), write_bytes: number('write_bytes') };
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}

function rounded(percent: number): number {
  return Math.round(percent * 10) / 10;
}
