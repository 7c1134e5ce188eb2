import { existsSync } from 'node:fs';

/** Beside the bundle of the server; in this library's build; in that build, seen from the sources. */
const PLACES = ['./storage-worker.js', './sqlite/worker.js', '../dist/sqlite/worker.js'];

/** The JavaScript file of the storage thread. @throws Error when nothing has been built yet. */
export function findWorkerFile(): URL {
  const file = PLACES.map((place) => new URL(place, import.meta.url)).find((url) => existsSync(url));
  if (file) return file;
  throw new Error('The storage thread has not been built. Run "npm run build" first, or name its file as workerFile.');
}
