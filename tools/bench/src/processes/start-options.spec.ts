import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { startOptions } from './start-options.js';

const MIB = 1024 * 1024;
/** Fills the young generation until it has stopped to grow, and prints its bytes. */
const FILL = `
  let kept = [];
  for (let count = 0; count < 1_000_000; count += 1) kept = count % 200_000 ? [...kept.slice(-1), { kept }] : [];
  const spaces = require('node:v8').getHeapSpaceStatistics();
  process.stdout.write(String(spaces.find(({ space_name: name }) => name === 'new_space').space_size));
`;

it('are those of npm start, which keep short-lived objects from taking a hundred MiB', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [...startOptions(), '-e', FILL]);
  expect(Number(stdout)).toBeLessThanOrEqual(16 * MIB);
});
