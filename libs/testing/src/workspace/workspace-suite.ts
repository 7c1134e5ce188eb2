import { describe } from '@jest/globals';
import { executeSuite } from './execute-suite.js';
import { fileSuite } from './file-suite.js';
import type { OpenWorkspace } from './open-workspace.js';
import { programSuite } from './program-suite.js';
import { shellSuite } from './shell-suite.js';

/** What every workspace must do. Needs a Linux machine with bash and git. */
export function workspaceSuite(name: string, open: OpenWorkspace): void {
  describe(name, () => {
    executeSuite(open);
    shellSuite(open);
    programSuite(open);
    fileSuite(open);
  });
}
