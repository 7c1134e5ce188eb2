import type { Command, Word } from './script.js';

/** What a command runs once everything that only stands before it is taken off. */
export interface Resolved {
  /** Name of the program, without its folder; undefined when it is decided only when the command runs. */
  readonly name: string | undefined;
  readonly arguments: readonly Word[];
}

/** Programs that run another one: their options with a value, and how many words of their own follow the options. */
const WRAPPERS: ReadonlyMap<string, { readonly valued: readonly string[]; readonly own: number }> = new Map([
  ['sudo', { valued: ['-u', '-g', '-D', '-h', '-p', '--user', '--group', '--chdir'], own: 0 }],
  ['doas', { valued: ['-u'], own: 0 }],
  ['env', { valued: ['-u', '-C', '--unset', '--chdir'], own: 0 }],
  ['command', { valued: [], own: 0 }],
  ['builtin', { valued: [], own: 0 }],
  ['exec', { valued: ['-a'], own: 0 }],
  ['nice', { valued: ['-n', '--adjustment'], own: 0 }],
  ['nohup', { valued: [], own: 0 }],
  ['time', { valued: [], own: 0 }],
  ['timeout', { valued: ['-k', '-s', '--kill-after', '--signal'], own: 1 }],
  ['chroot', { valued: ['--userspec', '--groups'], own: 1 }],
  ['busybox', { valued: [], own: 0 }],
  ['toybox', { valued: [], own: 0 }],
  ['setsid', { valued: [], own: 0 }],
  ['stdbuf', { valued: ['-i', '-o', '-e'], own: 0 }],
  ['strace', { valued: ['-o', '-e', '-p', '-s'], own: 0 }],
  ['xargs', { valued: ['-n', '-I', '-L', '-P', '-s', '-d', '-E', '-a'], own: 0 }],
]);
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;

export function resolveCommand({ words }: Command): Resolved {
  let rest = withoutAssignments(words);
  for (;;) {
    const name = nameOf(rest[0]);
    const wrapper = name === undefined ? undefined : WRAPPERS.get(name);
    const wrapped = wrapper && withoutAssignments(behindOptions(rest.slice(1), wrapper.valued).slice(wrapper.own));
    if (!wrapped || wrapped.length === 0) return { name, arguments: rest.slice(1) };
    rest = wrapped;
  }
}

function withoutAssignments(words: readonly Word[]): readonly Word[] {
  const first = words.findIndex(({ known }) => !ASSIGNMENT.test(known));
  return first === -1 ? [] : words.slice(first);
}

function behindOptions(words: readonly Word[], valued: readonly string[]): readonly Word[] {
  let index = 0;
  while (words[index]?.known.startsWith('-')) {
    const option = words[index]?.value;
    index += option !== undefined && valued.includes(option) ? 2 : 1;
    if (option === '--') break;
  }
  return words.slice(index);
}

function nameOf(word: Word | undefined): string | undefined {
  return word?.value?.slice(word.value.lastIndexOf('/') + 1);
}
