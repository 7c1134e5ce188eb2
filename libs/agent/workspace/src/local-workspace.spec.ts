import { workspaceSuite } from '@openhands-nest/testing/suites';
import { aProvider } from './testing/test-machine.js';

workspaceSuite('local workspace', async () => {
  const { open, remove } = await aProvider({ sandbox: 'local' });
  return { workspace: await open(), dispose: remove };
});
