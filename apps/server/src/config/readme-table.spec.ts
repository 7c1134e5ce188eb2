import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { readConfig } from './read-config.js';
import { ServerConfig } from './server-config.js';

const README = join(import.meta.dirname, '../../../../README.md');
/** Variables that together make one property. */
const SESSION_KEYS = ['SESSION_API_KEY', 'OH_SESSION_API_KEYS_0'];

/** The variables of the README's table, each with what its row gives as default. */
async function documented(): Promise<Map<string, string>> {
  const section = /^## Configuration\n([^]*?)^## /m.exec(await readFile(README, 'utf8'))?.[1] ?? '';
  const rows = [...section.matchAll(/^\| (`.*?) +\| (.*?) +\|/gm)];
  return new Map(
    rows.flatMap(([, names = '', value = '']) =>
      [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']): [string, string] => [name, value]),
    ),
  );
}

function declared(): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(ServerConfig, '', false, false);
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  return [...names].flatMap((name) => (name === 'SESSION_API_KEYS' ? SESSION_KEYS : [name]));
}

describe('the configuration table of the README', () => {
  it('names every variable, and none that is not read', async () => {
    expect([...(await documented()).keys()].sort()).toEqual(declared().sort());
  });

  it('gives the true defaults', async () => {
    const defaults = Object.entries(readConfig({})).filter(
      ([name, value]) => ['string', 'number', 'boolean'].includes(typeof value) && name !== 'DATA_DIR',
    );
    const table = await documented();

    expect(defaults.length).toBeGreaterThan(5);
    expect(defaults.map(([name]) => `${name} ${table.get(name)}`)).toEqual(
      defaults.map(([name, value]) => `${name} \`${String(value)}\``),
    );
  });
});
