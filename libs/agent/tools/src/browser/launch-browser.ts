import { randomUUID } from 'node:crypto';
import { Isolation, type Workspace } from '@openhands-nest/agent-ports';
import type { Browser } from 'playwright-core';
import { programPath } from './find-chromium.js';

const LAUNCH_MS = 30_000;
const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-sync',
  // A page that comes from there reports no end of its loading.
  '--disable-back-forward-cache',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-breakpad',
  '--password-store=basic',
  '--mute-audio',
];

export interface LaunchedBrowser {
  readonly browser: Browser;
  /** Ends it and removes its profile. */
  close(): Promise<void>;
}

/** Starts a browser inside the workspace, spoken to by pipes alone, with a profile that nobody else sees. */
export async function launchBrowser(executable: string, workspace: Workspace): Promise<LaunchedBrowser> {
  const { chromium } = await import('playwright-core');
  const { env } = await workspace.launchOf({ command: [executable] });
  const profile = `${env.HOME ?? workspace.outputDirectory}/.browser-${randomUUID()}`;
  // A jail is a sandbox already, and root cannot have that of the browser.
  const sandbox = workspace.isolation === Isolation.Local && process.geteuid?.() !== 0 ? [] : ['--no-sandbox'];
  const launch = await workspace.launchOf({
    command: [executable, ...FLAGS, ...sandbox, `--user-data-dir=${profile}`],
  });
  const browser = await chromium.launch({
    executablePath: programPath(launch.file) ?? launch.file,
    args: [...launch.args],
    ignoreDefaultArgs: true,
    env: { ...launch.env },
    timeout: LAUNCH_MS,
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
  return {
    browser,
    async close() {
      await browser.close().catch(() => undefined);
      await workspace.execute({ command: ['rm', '-rf', '--', profile] });
    },
  };
}
