import { posix } from 'node:path';
import { readScript } from './read-script.js';
import { resolveCommand, type Resolved } from './resolve-command.js';
import type { Command, Pipeline, Script, Word } from './script.js';

/** What a piece of shell would do that a person should know of. */
export interface Dangers {
  /** Removes folders with all that is in them, without asking. */
  deletes: boolean;
  /** Does so to the system, a home or everything. */
  deletesCritically: boolean;
  /** Hands what comes from the network to another program. */
  runsFetched: boolean;
  /** Writes to a disk past its file system. */
  writesDisk: boolean;
  /** Removes, or runs, what is decided only when it runs. */
  isUncertain: boolean;
  /** Runs a program whose name is decided only then, with the options of a deletion. */
  isMaskedDeletion: boolean;
}

const MAX_DEPTH = 8;
const FETCHERS: ReadonlySet<string | undefined> = new Set(['curl', 'wget']);
const SHELLS: ReadonlySet<string | undefined> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish']);
const EVALUATORS: ReadonlySet<string | undefined> = new Set(['eval', 'source', '.']);
const CRITICAL = ['/etc', '/usr', '/var', '/home', '/boot', '/root', '/bin', '/sbin', '/lib', '/lib64'];
const DISK = /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|disk|dm-|md|mapper\/|loop)/;

export function findDangers(text: string): Dangers {
  const found: Dangers = {
    deletes: false,
    deletesCritically: false,
    runsFetched: false,
    writesDisk: false,
    isUncertain: false,
    isMaskedDeletion: false,
  };
  inScript(readScript(text), found, 0);
  return found;
}

function inScript(script: Script, found: Dangers, depth: number): void {
  for (const pipeline of script) inPipeline(pipeline, found, depth);
}

function inPipeline(pipeline: Pipeline, found: Dangers, depth: number): void {
  const resolved = pipeline.map(resolveCommand);
  resolved.forEach((command, index) => {
    if (FETCHERS.has(command.name) && index < resolved.length - 1) found.runsFetched = true;
    inCommand(pipeline[index] as Command, command, found, depth);
    const previous = resolved[index - 1];
    if (previous && readsProgram(command)) inPiped(previous, found, depth);
  });
}

function inCommand(command: Command, resolved: Resolved, found: Dangers, depth: number): void {
  for (const { inner } of [...command.words, ...command.redirections.map(({ target }) => target)])
    for (const script of inner) inScript(script, found, depth + 1);
  deletion(resolved, found);
  disk(command, resolved, found);
  evaluation(command, resolved, found, depth);
}

function deletion({ name, arguments: words }: Resolved, found: Dangers): void {
  const options = words.filter(({ known }) => known.startsWith('-')).map(({ known }) => known);
  const has = (short: RegExp, long: string): boolean =>
    options.some((option) => option === long || (!option.startsWith('--') && short.test(option)));
  if (!has(/[rR]/, '--recursive') || !has(/f/, '--force')) return;
  if (name === undefined) found.isMaskedDeletion = found.isUncertain = true;
  if (name !== 'rm') return;
  found.deletes = true;
  const targets = words.filter(({ known, value }) => !known.startsWith('-') || value === undefined);
  if (targets.some(isCritical)) found.deletesCritically = true;
  else if (targets.some(({ value }) => value === undefined)) found.isUncertain = true;
}

function isCritical({ value, known }: Word): boolean {
  if (value === undefined) return CRITICAL.some((root) => known.startsWith(`${root}/`));
  if (/^~[^/]*(?:\/\*?)?$/.test(value)) return true;
  if (!value.startsWith('/')) return false;
  const path = posix.normalize(value).replace(/(?<=.)\/$/, '');
  return /^\/[*.]*$/.test(path) || CRITICAL.some((root) => path === root || path.startsWith(`${root}/`));
}

function disk({ redirections }: Command, { name, arguments: words }: Resolved, found: Dangers): void {
  const values = words.flatMap(({ value }) => value ?? []);
  const isFormat =
    name !== undefined && /^mkfs(?:\.|$)/.test(name) && values.some((value) => value.startsWith('/dev/'));
  const isCopy = name === 'dd' && values.some((value) => /^of=\/dev\//.test(value));
  const isShred = name === 'shred' && values.some((value) => DISK.test(value));
  const isOutput = redirections.some(({ operator, target }) => operator.includes('>') && DISK.test(target.known));
  if (isFormat || isCopy || isShred || isOutput) found.writesDisk = true;
}

function evaluation(command: Command, resolved: Resolved, found: Dangers, depth: number): void {
  const source = programOf(command, resolved);
  if (!source) return;
  if (source.words.some(fetches)) found.runsFetched = true;
  else if (source.words.some(({ value }) => value === undefined) || depth >= MAX_DEPTH) found.isUncertain = true;
  else inScript(readScript(source.words.map(({ value }) => value).join(' ')), found, depth + 1);
}

/** The text that a command takes as a program, if it does. */
function programOf(
  { input }: Command,
  { name, arguments: words }: Resolved,
): { readonly words: readonly Word[] } | undefined {
  if (EVALUATORS.has(name)) return { words: name === 'eval' ? words : words.filter(({ inner }) => inner.length > 0) };
  if (!SHELLS.has(name)) return undefined;
  const option = words.findIndex(({ known }) => /^-[a-z]*c$/.test(known));
  const script = option === -1 ? undefined : words[option + 1];
  if (script) return { words: [script] };
  const file = words.find(({ known }) => !known.startsWith('-'));
  if (file) return { words: file.inner.length > 0 ? [file] : [] };
  return input === undefined ? undefined : { words: [{ value: input, known: input, inner: [] }] };
}

function fetches({ inner }: Word): boolean {
  return inner.some((script) =>
    script.some((pipeline) => pipeline.some((command) => FETCHERS.has(resolveCommand(command).name))),
  );
}

/** A shell that is given no script reads it from the command before it. */
function readsProgram({ name, arguments: words }: Resolved): boolean {
  return SHELLS.has(name) && words.every(({ known }) => known.startsWith('-') && !/^-[a-z]*c$/.test(known));
}

function inPiped({ name, arguments: words }: Resolved, found: Dangers, depth: number): void {
  if (FETCHERS.has(name)) return;
  const isKnown = (name === 'echo' || name === 'printf') && words.every(({ value }) => value !== undefined);
  if (!isKnown || depth >= MAX_DEPTH) found.isUncertain = true;
  else inScript(readScript(words.map(({ value }) => value).join(' ')), found, depth + 1);
}
