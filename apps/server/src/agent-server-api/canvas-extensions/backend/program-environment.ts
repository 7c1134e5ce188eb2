/** A place of the server's own, which a jail replaces by one of its own. */
const NOT_HANDED_ON = new Set(['TMPDIR']);

/** What a program sees beside the clean environment of its workspace: variables that its manifest asks for, and a home of its own. */
export function programEnvironment(names: readonly string[], home: string): Record<string, string> {
  const inherited = names.flatMap((name): [string, string][] => {
    const value = NOT_HANDED_ON.has(name) ? undefined : process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(inherited), HOME: home };
}
