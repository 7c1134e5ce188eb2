import { execFile } from 'node:child_process';
import type { RunGit } from '../fetch/run-git.js';

/** Git without configuration and questions; the server has its own way to run it. */
export const plainGit: RunGit = ({ arguments: args, cwd, timeoutMs, signal }) =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env.PATH,
      HOME: cwd,
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    };
    execFile('git', [...args], { cwd, env, timeout: timeoutMs, signal }, (error, stdout, stderr) => {
      const exitCode = error ? (typeof error.code === 'number' ? error.code : null) : 0;
      resolve({ exitCode, stdout, stderr, timedOut: error?.killed === true });
    });
  });
