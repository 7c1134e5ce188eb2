import { join } from 'node:path';
import { unpackPublished } from './published-package.js';

/** The published GUI. */
export interface Canvas {
  readonly version: string;
  /** Folder of its built pages. */
  readonly pages: string;
}

/** The newest `@openhands/agent-canvas` of npm. Only its pages are used, and as they are. */
export async function fetchCanvas(): Promise<Canvas> {
  const { version, folder } = await unpackPublished('@openhands/agent-canvas');
  return { version, pages: join(folder, 'build') };
}
