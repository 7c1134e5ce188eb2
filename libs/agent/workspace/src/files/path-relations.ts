/** Whether `path` is `folder` or lies below it. Both absolute and normalized; links are not looked at. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}

/** Names between `folder` and `path`, outermost first; empty when they are the same. */
export function namesBetween(folder: string, path: string): string[] {
  return path.slice(folder.length).split('/').filter(Boolean);
}
