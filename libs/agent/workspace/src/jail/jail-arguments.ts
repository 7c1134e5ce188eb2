import type { Mount } from './mount.js';

/** bubblewrap's arguments for the mounts of one conversation, to follow those of the isolation. */
export function mountArguments(mounts: readonly Mount[]): string[] {
  const hidden = mounts.filter(({ kind }) => kind === 'hidden');
  return [
    ...mounts.flatMap(argumentsOf),
    // Last, because mount points for what is shown inside have to be made first.
    ...hidden.flatMap(({ path }) => ['--remount-ro', path]),
  ];
}

function argumentsOf({ kind, path, source }: Mount): string[] {
  switch (kind) {
    case 'hidden':
      return ['--tmpfs', path];
    case 'masked':
      return ['--ro-bind', '/dev/null', path];
    case 'readonly':
      return ['--ro-bind', source, path];
    case 'writable':
      return ['--bind', source, path];
  }
}
