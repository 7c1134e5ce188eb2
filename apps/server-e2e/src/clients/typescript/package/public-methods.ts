import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientPackage } from './client-package.js';

export type Class = abstract new (...parameters: never[]) => object;

/** Every class that the package exports, and those of the objects that `samples` hold, by name. */
export function classesOf({ exports }: ClientPackage, samples: readonly object[]): Map<string, Class> {
  const exported = Object.entries(exports).filter(([name, value]) => name !== 'default' && isClass(value));
  const held = samples.flatMap((sample) => Object.values(sample)).filter(isInstance);
  const classes = [...exported.map(([, value]) => value as Class), ...held.map((value) => value.constructor as Class)];
  return new Map(classes.map((one) => [one.name, one]));
}

/** `Class.method` of every public method and accessor that the classes declare themselves, sorted. */
export async function publicMethodsOf(
  clientPackage: ClientPackage,
  classes: ReadonlyMap<string, Class>,
): Promise<string[]> {
  const hidden = await hiddenMembers(clientPackage.folder);
  return [...classes]
    .flatMap(([name, { prototype }]) =>
      Reflect.ownKeys(prototype as object)
        .filter((member) => member !== 'constructor')
        .map((member) => memberName(name, member)),
    )
    .filter((member) => !hidden.has(member))
    .sort();
}

export function memberName(className: string, member: string | symbol): string {
  return `${className}.${typeof member === 'symbol' ? `[${member.description ?? ''}]` : member}`;
}

function isClass(value: unknown): value is Class {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

function isInstance(value: unknown): value is object {
  return typeof value === 'object' && value !== null && isClass(value.constructor);
}

/** What the declarations call private or protected: at run time it looks like everything else. */
async function hiddenMembers(folder: string): Promise<ReadonlySet<string>> {
  const files = await readdir(join(folder, 'dist'), { recursive: true });
  const hidden = new Set<string>();
  for (const file of files.filter((name) => name.endsWith('.d.ts') && !name.startsWith('generated'))) {
    const text = await readFile(join(folder, 'dist', file), 'utf8');
    for (const [, name, body] of text.matchAll(/^export (?:declare )?(?:abstract )?class (\w+)[^]*?\{\n([^]*?)^\}/gm)) {
      for (const [, member] of (body ?? '').matchAll(/^\s+(?:private|protected) (?:static |readonly )*(\w+)/gm)) {
        hidden.add(`${name}.${member}`);
      }
    }
  }
  return hidden;
}
