import eslint from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/lint-rules/src/boundaries.mjs';

// Without a project graph the boundary rule skips itself in silence. Nx's own tasks have just made one.
if (!process.env.NX_TASK_TARGET_TARGET) await createProjectGraphAsync();

export default tseslint.config(
  { ignores: ['**/dist/', '**/out-tsc/', '**/coverage/', '**/__fixtures__/', '.nx/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A port's method is async for all its adapters, also for the one that need not wait.
      '@typescript-eslint/require-await': 'off',
      // The reason of an aborted signal is passed on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  ...boundaries(),
  {
    files: ['**/*.spec.ts', 'libs/testing/**/*.ts', 'apps/server-e2e/src/clients/**/*.ts'],
    rules: {
      // Tests read answers of servers and take objects apart; types there would repeat what the assertion says.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The official clients are fetched when the tests run: nothing is known of their types before.
    files: ['apps/server-e2e/src/clients/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly'])),
    },
  },
  prettier,
);
