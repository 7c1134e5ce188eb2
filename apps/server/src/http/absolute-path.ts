import { isAbsolute, normalize } from 'node:path';
import { HttpProblem } from './problems.js';

/** A path of the server's file system as a client named it, without dots and with no slash at its end. @throws HttpProblem 400 */
export function absolutePath(given: string): string {
  if (given.includes('\0')) throw new HttpProblem(400, { detail: 'A path cannot contain a null character' });
  if (!isAbsolute(given)) throw new HttpProblem(400, { detail: 'Path must be absolute' });
  return normalize(given).replace(/(?<=.)\/$/, '');
}
