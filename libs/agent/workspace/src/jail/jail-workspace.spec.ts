import { describe, it } from '@jest/globals';
import { workspaceSuite } from '@openhands-nest/testing/suites';
import { aProvider, canJail } from '../testing/test-machine.js';

if (await canJail()) {
  workspaceSuite('jailed workspace', async () => {
    const { open, remove } = await aProvider({ sandbox: 'bwrap' });
    return { workspace: await open(), dispose: remove };
  });
} else {
  describe.skip('jailed workspace', () => it('needs bubblewrap', () => undefined));
}
