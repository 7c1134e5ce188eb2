import { LAYERS } from './boundaries.mjs';

/** What is wrong with a project's layer tag, as a sentence; undefined when nothing is. `root` is relative to the workspace. */
export function layerProblem(name: string, tags: readonly string[], root: string): string | undefined {
  const layers = tags.filter((tag) => tag.startsWith('layer:'));
  if (layers.length !== 1) return `${name} needs exactly one layer tag, it has ${layers.join(', ') || 'none'}`;

  const layer = layers[0]!;
  const row = LAYERS[layer];
  if (!row) return `${name} has the unknown tag ${layer}`;
  if (!row.folders.includes(root)) return `${root} is no folder of ${layer}`;
  return undefined;
}
