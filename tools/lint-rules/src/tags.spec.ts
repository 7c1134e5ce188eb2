import { describe, expect, it } from '@jest/globals';
import { createProjectGraphAsync, type ProjectGraphProjectNode } from '@nx/devkit';
import { LAYERS } from './boundaries.mjs';
import { layerProblem } from './layer-problem.js';

async function projects(): Promise<ProjectGraphProjectNode[]> {
  const graph = await createProjectGraphAsync({ exitOnError: false });
  return Object.values(graph.nodes);
}

describe('tags of projects', () => {
  it('gives every project the layer its folder belongs to', async () => {
    const found = await projects();

    expect(found.length).toBeGreaterThan(10);
    expect(found.map(({ name, data }) => layerProblem(name, data.tags ?? [], data.root)).filter(Boolean)).toEqual([]);
  });

  it('refuses a project without a tag', () => {
    expect(layerProblem('stray', [], 'libs/stray')).toBe('stray needs exactly one layer tag, it has none');
  });

  it('refuses a tag that is no row of the table', () => {
    expect(layerProblem('stray', ['layer:misc'], 'libs/stray')).toBe('stray has the unknown tag layer:misc');
  });

  it('refuses a folder that the row of its layer does not name', () => {
    expect(layerProblem('stray', ['layer:core'], 'libs/stray')).toBe('libs/stray is no folder of layer:core');
  });

  it('knows a project for every folder of the table', async () => {
    const roots = new Set((await projects()).map(({ data }) => data.root));
    const folders = Object.values(LAYERS).flatMap((row) => row.folders);

    expect(folders.filter((folder) => !roots.has(folder))).toEqual([]);
  });
});
