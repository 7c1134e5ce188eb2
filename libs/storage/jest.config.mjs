import { preset } from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'storage',
  globalSetup: '<rootDir>/test-setup/bundle-entries.mjs',
  globalTeardown: '<rootDir>/test-setup/remove-bundles.mjs',
};
