import { preset } from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'contracts',
  testMatch: ['<rootDir>/{vocabulary,events,agent-server,app}/**/*.spec.ts'],
};
