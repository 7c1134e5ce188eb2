import { randomUUID } from 'node:crypto';
import { Isolation } from '@openhands-nest/agent-ports';
import type { Confinement, Launch } from './confinement.js';
import { OWNER_MARK, PROCESS_MARK } from './marks.js';

/** No isolation: programs run as they are, marked so that they can be found again. */
export class LocalConfinement implements Confinement {
  readonly isolation = Isolation.Local;

  constructor(private readonly owner: string) {}

  launch([file, ...args]: readonly [string, ...string[]], cwd: string, env: Readonly<Record<string, string>>): Launch {
    const mark = randomUUID();
    return { file, args, cwd, mark, env: { ...env, [OWNER_MARK]: this.owner, [PROCESS_MARK]: mark } };
  }
}
