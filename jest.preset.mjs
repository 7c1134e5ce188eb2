import { join } from 'node:path';

// Shells warn of a locale that is not installed, and programs speak and sort by it: tests mean the same everywhere.
process.env.LC_ALL = 'C.UTF-8';

/** What every project's Jest configuration starts from: ESM, TypeScript through swc, sources of the other projects. */
export const preset = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@openhands-nest/source', 'node', 'node-addons'] },
  reporters: [
    'default',
    ...(process.env.TEST_TALLY ? [join(import.meta.dirname, 'tools/scripts/tally-reporter.mjs')] : []),
  ],
  testMatch: ['<rootDir>/{src,test}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out-tsc/'],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources name the file that will exist after compiling ("./clock.js"); here it is still "./clock.ts".
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Milliseconds. Generous, so that a test fails for its own reasons and not because the machine is busy.
  testTimeout: 20_000,
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
        },
      },
    ],
  },
};
