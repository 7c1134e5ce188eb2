import { describe } from '@jest/globals';
import { commandSuite, workspaceSuite } from '@openhands-nest/testing/suites';
import { aProvider } from './testing/test-machine.js';

const open = async () => {
  const provider = await aProvider({ sandbox: 'local' });
  return { workspace: await provider.open(), dispose: provider.remove };
};

workspaceSuite('local workspace', open);
describe('local workspace', () => commandSuite(open));
