import { existsSync } from 'node:fs';

/** The interactive shell of a terminal: bash without anybody's start-up files, or sh where there is no bash. */
export function shellCommand(): readonly [string, ...string[]] {
  const bash = ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash'].find((path) => existsSync(path));
  return bash ? [bash, '--noprofile', '--norc', '-i'] : ['/bin/sh', '-i'];
}
