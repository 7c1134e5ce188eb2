import { stat } from 'node:fs/promises';
import { HttpProblem } from '../../http/problems.js';
import { refusedBySystem } from './file-refusals.js';

/** @throws HttpProblem unless the path names a directory: 404 when nothing is there, else 400 */
export async function requireDirectory(path: string): Promise<void> {
  const stats = await stat(path).catch(refusedBySystem('Directory not found'));
  if (!stats.isDirectory()) throw new HttpProblem(400, { detail: 'Path is not a directory' });
}
