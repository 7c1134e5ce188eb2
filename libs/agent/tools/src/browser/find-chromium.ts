import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const VARIABLES = ['CHROME', 'CHROMIUM'];
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** What to do when there is none. */
export const HOW_TO_GET_CHROMIUM =
  'No Chromium was found, so agents have no browser. Install one (apt-get install chromium) or name it in CHROMIUM, and start the server again.';

/** Path of a Chromium: that of CHROME or CHROMIUM, else the first in PATH. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = VARIABLES.map((variable) => environment[variable]).find(
    (path) => path && isAbsolute(path) && runs(path),
  );
  if (named) return named;
  return NAMES.map((name) => programPath(name, environment)).find((path) => path !== undefined);
}

/** Where a program lies that is called by its name. */
export function programPath(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (isAbsolute(name)) return name;
  const folders = (environment.PATH ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find(runs);
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
