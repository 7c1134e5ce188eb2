import { describe, expect, it } from '@jest/globals';
import { lintAs, type Finding } from './lint-as.js';

const BOUNDARY = '@nx/enforce-module-boundaries';
const RESTRICTED = '@typescript-eslint/no-restricted-imports';

const importing = (name: string) => `import { anything } from '${name}';\nexport const used = anything;\n`;
const importingType = (name: string) => `import type { Anything } from '${name}';\nexport type Used = Anything;\n`;

async function boundaryFindings(file: string, source: string): Promise<Finding[]> {
  const findings = await lintAs(file, source);
  return findings.filter(({ rule }) => rule === BOUNDARY || rule === RESTRICTED);
}

describe('projects a layer may not import', () => {
  it.each([
    ['libs/contracts/vocabulary/some.ts', '@openhands-nest/agent-ports', 'layer:vocabulary'],
    ['libs/contracts/schema/some.ts', '@openhands-nest/agent-ports', 'layer:schema'],
    ['libs/contracts/events/some.ts', '@openhands-nest/contracts/app', 'layer:events'],
    ['libs/contracts/agent-server/some.ts', '@openhands-nest/contracts/app', 'layer:surface'],
    ['libs/contracts/app/some.ts', '@openhands-nest/contracts/agent-server', 'layer:surface'],
    ['libs/agent/ports/src/some.ts', '@openhands-nest/contracts/app', 'layer:ports'],
    ['libs/agent/core/src/some.ts', '@openhands-nest/contracts/agent-server', 'layer:core'],
    ['libs/agent/core/src/some.ts', '@openhands-nest/storage', 'layer:core'],
    ['libs/agent/tools/src/some.ts', '@openhands-nest/agent-workspace', 'layer:adapter'],
    ['libs/storage/src/some.ts', '@openhands-nest/agent-core', 'layer:adapter'],
    ['libs/agent/llm/src/some.ts', '@openhands-nest/contracts/app', 'layer:adapter'],
    ['libs/client/src/some.ts', '@openhands-nest/agent-ports', 'layer:client'],
    ['libs/testing/src/some.ts', '@openhands-nest/agent-core', 'layer:testing'],
    ['apps/server/src/some.ts', '@openhands-nest/client', 'layer:app'],
    ['apps/server/src/some.ts', '@openhands-nest/testing', 'layer:app'],
    ['apps/server-e2e/src/some.ts', '@openhands-nest/agent-core', 'layer:e2e'],
    ['tools/bench/src/some.ts', '@openhands-nest/agent-core', 'layer:bench'],
    ['tools/demo/src/some.ts', '@openhands-nest/agent-core', 'layer:demo'],
    ['tools/spec-check/src/some.ts', '@openhands-nest/agent-core', 'layer:tool'],
  ])('%s refuses %s', async (file, imported, layer) => {
    const [finding, ...others] = await boundaryFindings(file, importingType(imported));

    expect(others).toEqual([]);
    expect(finding?.rule).toBe(BOUNDARY);
    // A cycle is reported before the layers are looked at.
    expect(finding?.message).toMatch(new RegExp(`tagged with "${layer}" can|^Circular dependency`));
  });

  it('refuses the source of another project by a relative path', async () => {
    const findings = await boundaryFindings('apps/server-e2e/src/some.ts', importing('../../server/src/main.js'));

    expect(findings).toEqual([{ rule: BOUNDARY, message: expect.stringContaining('relative or absolute path') }]);
  });
});

describe('npm packages a layer keeps out', () => {
  it.each([
    ['libs/contracts/vocabulary/some.ts', 'class-validator', 'layer:vocabulary'],
    ['libs/contracts/schema/some.ts', 'zod', 'layer:schema'],
    ['libs/contracts/events/some.ts', 'zod', 'layer:events'],
    ['libs/contracts/app/some.ts', '@nestjs/common', 'layer:surface'],
    ['libs/agent/ports/src/some.ts', '@nestjs/common', 'layer:ports'],
    ['libs/agent/core/src/some.ts', '@nestjs/common', 'layer:core'],
    ['libs/agent/core/src/some.ts', 'fastify', 'layer:core'],
    ['libs/agent/core/src/some.ts', 'kysely', 'layer:core'],
    ['libs/agent/core/src/some.ts', '@ai-sdk/openai', 'layer:core'],
    ['libs/agent/llm/src/some.ts', '@nestjs/common', 'layer:adapter'],
    ['libs/agent/llm/src/some.ts', 'kysely', 'adapter:llm'],
    ['libs/agent/tools/src/some.ts', '@lydell/node-pty', 'adapter:tools'],
    ['libs/agent/workspace/src/some.ts', 'ai', 'adapter:workspace'],
    ['libs/storage/src/some.ts', '@lydell/node-pty', 'adapter:storage'],
    ['libs/client/src/some.ts', '@nestjs/swagger', 'layer:client'],
    ['libs/testing/src/some.ts', '@nestjs/common', 'layer:testing'],
  ])('%s refuses %s', async (file, imported, tag) => {
    expect(await boundaryFindings(file, importing(imported))).toEqual([
      { rule: BOUNDARY, message: `A project tagged with "${tag}" is not allowed to import "${imported}"` },
    ]);
  });

  it.each([
    ['libs/contracts/vocabulary/some.ts', 'node:crypto'],
    ['libs/contracts/events/some.ts', 'node:crypto'],
    ['libs/contracts/app/some.ts', 'fs/promises'],
    ['libs/client/src/some.ts', 'node:http'],
    ['libs/client/src/some.ts', 'events'],
  ])("%s runs in a browser and refuses Node's %s", async (file, imported) => {
    expect(await boundaryFindings(file, importing(imported))).toEqual([
      { rule: RESTRICTED, message: expect.stringContaining('also runs in browsers') },
    ]);
  });
});

describe('classes of the contracts', () => {
  it.each([
    ['libs/agent/ports/src/some.ts', '@openhands-nest/contracts/events'],
    ['libs/agent/core/src/some.ts', '@openhands-nest/contracts/events'],
    ['libs/storage/src/some.ts', '@openhands-nest/contracts/events'],
    ['libs/agent/llm/src/some.ts', '@openhands-nest/contracts/schema'],
    ['libs/client/src/some.ts', '@openhands-nest/contracts/app'],
    ['libs/testing/src/some.ts', '@openhands-nest/contracts/events'],
  ])('%s takes %s as a type only', async (file, imported) => {
    expect(await boundaryFindings(file, importingType(imported))).toEqual([]);
    expect(await boundaryFindings(file, importing(imported))).toEqual([
      { rule: RESTRICTED, message: expect.stringContaining('by `import type`') },
    ]);
  });
});

describe('what stays allowed', () => {
  it.each([
    ['libs/contracts/events/some.ts', 'class-validator'],
    ['libs/contracts/events/some.ts', '@openhands-nest/contracts/vocabulary'],
    ['libs/agent/core/src/some.ts', '@openhands-nest/agent-ports'],
    ['libs/agent/llm/src/some.ts', '@ai-sdk/openai'],
    ['libs/storage/src/some.ts', 'kysely'],
    ['libs/agent/tools/src/some.ts', '@openhands-nest/contracts/events'],
    ['apps/server/src/some.ts', '@openhands-nest/contracts/app'],
    ['libs/agent/core/src/some.spec.ts', '@openhands-nest/testing'],
    ['libs/contracts/events/some.spec.ts', '@jest/globals'],
  ])('%s may import %s', async (file, imported) => {
    expect(await boundaryFindings(file, importing(imported))).toEqual([]);
  });
});
