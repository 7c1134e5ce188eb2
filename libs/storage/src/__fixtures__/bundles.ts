import { join } from 'node:path';

/** A bundle that `test-setup/bundle-entries.mjs` made of this run's sources. */
function bundle(name: string): string {
  const directory = process.env.BUNDLE_DIR;
  if (!directory)
    throw new Error('BUNDLE_DIR is not set: run the specs by Jest with the configuration of this project.');
  return join(directory, name);
}

export const workerFile = () => bundle('storage-worker.mjs');
export const crashWriterFile = () => bundle('crash-writer.mjs');
