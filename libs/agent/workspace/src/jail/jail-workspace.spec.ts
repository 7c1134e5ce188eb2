import { describe, it } from '@jest/globals';
import { commandSuite, workspaceSuite } from '@openhands-nest/testing/suites';
import { aProvider, canJail } from '../testing/test-machine.js';

if (await canJail()) {
  const open = async () => {
    const provider = await aProvider({ sandbox: 'bwrap' });
    return { workspace: await provider.open(), dispose: provider.remove };
  };
  workspaceSuite('jailed workspace', open);
  describe('jailed workspace', () => commandSuite(open));
} else {
  describe.skip('jailed workspace', () => it('needs bubblewrap', () => undefined));
}
