import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '@openhands-nest/canvas';
import { PYTHON_ENVIRONMENT } from '@openhands-nest/testing';

const STORIES = fileURLToPath(new URL('stories/play.py', import.meta.url));

/** How one story went against one server. */
export interface Told {
  readonly title: string;
  /** What went wrong; null when nothing did. */
  readonly problem: string | null;
  /** What the server logged for the story's conversations: kinds with what tells them apart, in order. */
  readonly events: readonly string[];
  /** Names of the members that events of a kind had. */
  readonly shapes: Readonly<Record<string, readonly string[]>>;
  readonly seconds: number;
}

export interface Scene {
  readonly python: string;
  readonly host: string;
  readonly apiKey: string;
  readonly llm: string;
  /** Where the stories work; made when it is not there. */
  readonly directory: string;
}

/** Plays all stories of the Python SDK against a server. */
export async function playStories({ python, host, apiKey, llm, directory }: Scene): Promise<readonly Told[]> {
  await mkdir(directory, { recursive: true });
  const report = join(directory, 'report.jsonl');
  await runProgram(
    python,
    [STORIES, '--host', host, '--api-key', apiKey, '--llm', llm, '--work', directory, '--report', report],
    // Nothing compiled is to lie beside the stories.
    { cwd: directory, env: { ...PYTHON_ENVIRONMENT, PYTHONDONTWRITEBYTECODE: '1', HOME: directory } },
  );
  const lines = (await readFile(report, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Told);
}
