import { runBriefly } from './run-briefly.js';

/** One program that tools rely on, for the notices at start. */
export interface ProgramProbe {
  readonly name: string;
  readonly found: boolean;
  /** What to do when it is missing; empty otherwise. */
  readonly hint: string;
}

const PROGRAMS = [
  { name: 'bash', hint: 'Install bash (apt-get install bash); until then the terminal uses sh.' },
  { name: 'git', hint: 'Install git (apt-get install git); without it repositories cannot be cloned.' },
];

/** Looks for the programs that tools use. Never rejects. */
export async function probePrograms(): Promise<readonly ProgramProbe[]> {
  const found = await Promise.all(PROGRAMS.map(({ name, hint }) => probeProgram(name, name, hint)));
  return [...found, await probeRipgrep()];
}

async function probeProgram(name: string, file: string, hint: string): Promise<ProgramProbe> {
  const { succeeded } = await runBriefly(file, ['--version']);
  return { name, found: succeeded, hint: succeeded ? '' : hint };
}

async function probeRipgrep(): Promise<ProgramProbe> {
  const hint = 'Reinstall the dependencies with their optional packages; searching needs @vscode/ripgrep.';
  const path = await ripgrepPath();
  return path ? probeProgram('ripgrep', path, hint) : { name: 'ripgrep', found: false, hint };
}

/** Path of the ripgrep that came with the dependencies; undefined when there is none for this platform. */
export async function ripgrepPath(): Promise<string | undefined> {
  try {
    return (await import('@vscode/ripgrep')).rgPath;
  } catch {
    return undefined;
  }
}
