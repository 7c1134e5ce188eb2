import { builtinModules } from 'node:module';

const DECORATORS = ['@nestjs/swagger', 'class-transformer', 'class-validator', 'reflect-metadata'];
const FRAMEWORKS = ['@nestjs/*', 'fastify', '@fastify/*', 'rxjs'];
/** Packages that talk to something outside the process, by the one adapter that may. */
const DRIVERS = {
  llm: ['ai', 'ai/*', '@ai-sdk/*'],
  storage: ['kysely', 'kysely/*', 'pg'],
  tools: ['@vscode/ripgrep', 'playwright-core', '@modelcontextprotocol/*', 'turndown'],
  'git-hosts': ['@octokit/*', '@gitbeaker/*'],
  extensions: ['yaml'],
  workspace: ['@lydell/node-pty', '@vscode/ripgrep'],
};
const ALL_DRIVERS = Object.values(DRIVERS).flat();
const TEST_PACKAGES = ['@jest/globals', '@nestjs/*', 'fast-check', 'ajv', 'ajv/*', 'ajv-formats'];

/**
 * Who may import whom: one row for each layer.
 *
 * mayImport: layers whose projects it may use. onlyPackages: the npm packages it may use, all others are refused.
 * bans: npm packages it may not use. dtosAsTypes: classes of the contracts come in by `import type` only.
 * pure: runs in a browser too, so nothing of Node's own.
 */
export const LAYERS = {
  'layer:vocabulary': { folders: ['libs/contracts/vocabulary'], mayImport: [], onlyPackages: [], pure: true },
  'layer:schema': {
    folders: ['libs/contracts/schema'],
    mayImport: ['layer:vocabulary'],
    onlyPackages: DECORATORS,
    pure: true,
  },
  'layer:events': {
    folders: ['libs/contracts/events'],
    mayImport: ['layer:schema', 'layer:vocabulary'],
    onlyPackages: DECORATORS,
    pure: true,
  },
  'layer:surface': {
    folders: ['libs/contracts/agent-server', 'libs/contracts/app'],
    mayImport: ['layer:events', 'layer:schema', 'layer:vocabulary'],
    onlyPackages: DECORATORS,
    pure: true,
  },
  'layer:documents': { folders: ['libs/contracts'], mayImport: [] },
  'layer:ports': {
    folders: ['libs/agent/ports'],
    mayImport: ['layer:events', 'layer:vocabulary'],
    bans: [...FRAMEWORKS, ...ALL_DRIVERS],
    dtosAsTypes: true,
  },
  'layer:core': {
    folders: ['libs/agent/core'],
    mayImport: ['layer:ports', 'layer:events', 'layer:vocabulary'],
    bans: [...FRAMEWORKS, ...ALL_DRIVERS],
    dtosAsTypes: true,
  },
  'layer:adapter': {
    folders: [
      'libs/agent/llm',
      'libs/agent/tools',
      'libs/agent/workspace',
      'libs/agent/extensions',
      'libs/git-hosts',
      'libs/storage',
    ],
    mayImport: ['layer:ports', 'layer:events', 'layer:schema', 'layer:vocabulary'],
    bans: FRAMEWORKS,
    dtosAsTypes: true,
    // A tool's JSON Schema and the check of its arguments come from its action's class.
    dtosByValueIn: ['libs/agent/tools'],
  },
  'layer:client': {
    folders: ['libs/client'],
    mayImport: ['layer:surface', 'layer:events', 'layer:vocabulary'],
    bans: [...FRAMEWORKS, ...ALL_DRIVERS, ...DECORATORS],
    dtosAsTypes: true,
    pure: true,
  },
  'layer:testing': {
    folders: ['libs/testing'],
    mayImport: ['layer:ports', 'layer:events', 'layer:vocabulary'],
    // Its small MCP server speaks with the protocol's own package.
    bans: [...FRAMEWORKS, ...ALL_DRIVERS.filter((name) => !name.startsWith('@modelcontextprotocol/'))],
    dtosAsTypes: true,
  },
  'layer:app': {
    folders: ['apps/server'],
    mayImport: [
      'layer:core',
      'layer:ports',
      'layer:adapter',
      'layer:surface',
      'layer:events',
      'layer:schema',
      'layer:vocabulary',
    ],
  },
  'layer:e2e': {
    folders: ['apps/server-e2e'],
    mayImport: ['layer:client', 'layer:canvas', 'layer:testing', 'layer:vocabulary'],
    dtosAsTypes: true,
  },
  'layer:bench': {
    folders: ['tools/bench'],
    // It measures the storage by itself too, and fills databases of 10 000 conversations faster than a server could.
    mayImport: ['layer:client', 'layer:testing', 'layer:adapter', 'layer:ports', 'layer:vocabulary'],
    dtosAsTypes: true,
  },
  'layer:demo': {
    folders: ['tools/demo'],
    mayImport: ['layer:client', 'layer:testing', 'layer:vocabulary'],
    dtosAsTypes: true,
  },
  'layer:canvas': {
    folders: ['tools/canvas'],
    // It shows the published GUI against a server, to a person or to the browser tests.
    mayImport: ['layer:testing', 'layer:vocabulary'],
    dtosAsTypes: true,
  },
  'layer:tool': { folders: ['tools/lint-rules', 'tools/spec-check'], mayImport: ['layer:documents', 'layer:surface'] },
};

const SPECS = '**/*.spec.ts';
const DTO_PARTS = ['events', 'agent-server', 'app', 'schema'].map((part) => `@openhands-nest/contracts/${part}`);
const NODE_BUILTINS = `^(node:.+|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/.*)?)$`;

/** Flat configuration blocks: the table above for sources, and the same with test packages and fakes for specs. */
export function boundaries() {
  return [
    { files: ['**/*.ts'], rules: nxRule(layerConstraints()) },
    { files: [SPECS], rules: nxRule(layerConstraints({ forSpecs: true })) },
    ...Object.entries(LAYERS).flatMap(([layer, row]) => importRestrictions(layer, row)),
  ];
}

function nxRule(depConstraints) {
  return { '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, depConstraints }] };
}

function layerConstraints({ forSpecs = false } = {}) {
  const layers = Object.entries(LAYERS).map(([sourceTag, { mayImport, onlyPackages, bans }]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: forSpecs ? [...mayImport, 'layer:testing'] : mayImport,
    ...(onlyPackages && { allowedExternalImports: forSpecs ? [...onlyPackages, ...TEST_PACKAGES] : onlyPackages }),
    ...(bans && { bannedExternalImports: bans }),
  }));
  return [...layers, ...driverConstraints()];
}

/** An adapter may use its own drivers and nobody else's. */
function driverConstraints() {
  return Object.entries(DRIVERS).map(([adapter, own]) => ({
    sourceTag: `adapter:${adapter}`,
    onlyDependOnLibsWithTags: ['*'],
    bannedExternalImports: ALL_DRIVERS.filter((name) => !own.includes(name)),
  }));
}

function importRestrictions(layer, row) {
  return row.folders.flatMap((folder) => {
    const patterns = restrictedPatterns(layer, row, folder);
    if (patterns.length === 0) return [];
    const rule = { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
    return [{ files: [`${folder}/**/*.ts`], ignores: [SPECS], rules: rule }];
  });
}

function restrictedPatterns(layer, { dtosAsTypes, dtosByValueIn = [], pure }, folder) {
  const browserOnly = {
    regex: NODE_BUILTINS,
    message: `${layer} also runs in browsers: leave Node's own modules out.`,
  };
  const typesOnly = {
    group: DTO_PARTS,
    allowTypeImports: true,
    message: `${layer} takes classes of the contracts by \`import type\`.`,
  };
  return [...(pure ? [browserOnly] : []), ...(dtosAsTypes && !dtosByValueIn.includes(folder) ? [typesOnly] : [])];
}
