import { access, constants, stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { ArtifactError } from './artifact-error.js';

export interface CommandPlaces {
  readonly port: number;
  readonly dataDirectory: string;
  /** Where the program was unpacked; holds no links. */
  readonly artifactDirectory: string;
}

/** The command of a manifest with its places filled in. @throws ArtifactError unless it is a program of the archive */
export async function programCommand(
  argv: readonly string[],
  { port, dataDirectory, artifactDirectory }: CommandPlaces,
): Promise<[string, ...string[]]> {
  const places: Readonly<Record<string, string>> = {
    '{port}': String(port),
    '{data_dir}': dataDirectory,
    '{artifact_dir}': artifactDirectory,
  };
  const filled = argv.map((argument) => argument.replace(/\{[^{}]+\}/g, (name) => places[name] ?? name));
  const [given = '', ...rest] = filled;
  const file = normalize(given);
  if (file.startsWith(join(artifactDirectory, sep)) && (await isProgram(file))) return [file, ...rest];
  throw new ArtifactError(`There is no program ${argv[0]} in the archive, or it may not be executed.`);
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
