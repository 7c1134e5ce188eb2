import { readFile } from 'node:fs/promises';

/** Where the project lay when the recording was made. */
export const RECORDED_DIRECTORY = '/workspace/free-slots';

/** The recording as JSON text, about the same project in another directory. */
export async function loadRecording(file: string, directory: string): Promise<string> {
  const path = JSON.stringify(directory).slice(1, -1);
  return (await readFile(file, 'utf8')).replaceAll(RECORDED_DIRECTORY, () => path);
}
