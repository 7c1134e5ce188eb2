import { existsSync } from 'node:fs';

/** Path of a browser, or undefined where there is none and none is required. @throws Error when REQUIRE_CHROMIUM is 1 and there is none */
export function findChromium(environment: NodeJS.ProcessEnv): string | undefined {
  const path = environment.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  const advice = `There is no browser at ${path}: install chromium or set CHROMIUM_PATH.`;
  if (environment.REQUIRE_CHROMIUM === '1') throw new Error(advice);
  process.stderr.write(`${advice} The browser test is skipped.\n`);
  return undefined;
}
