import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { processIdentity } from './process-identity.js';

describe('processIdentity', () => {
  const { self, isAlive } = processIdentity();
  const [host, boot, pid, start] = self.split(' ') as [string, string, string, string];

  it('knows itself', () => {
    expect(isAlive(self)).toBe(true);
    expect(pid).toBe(String(process.pid));
  });

  it('knows that a process which ended is dead', async () => {
    const child = spawn('true');
    await once(child, 'close');
    expect(isAlive([host, boot, child.pid, start].join(' '))).toBe(false);
  });

  it('does not take a later process with the same id for the owner', () => {
    expect(isAlive([host, boot, pid, '1'].join(' '))).toBe(start === '-');
  });

  it('counts everything before the last boot as dead, and other machines as alive', () => {
    expect(isAlive([host, 'an earlier boot', pid, start].join(' '))).toBe(false);
    expect(isAlive(['another-machine', boot, '999999', start].join(' '))).toBe(true);
  });
});
