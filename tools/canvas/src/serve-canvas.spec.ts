import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serveCanvas, type CanvasSite } from './serve-canvas.js';

let directory: string;
let site: CanvasSite;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'canvas-'));
  await mkdir(join(directory, 'pages', 'assets'), { recursive: true });
  await writeFile(join(directory, 'secret.txt'), 'not a page');
  await writeFile(join(directory, 'pages', 'index.html'), '<title>Pages</title>');
  await writeFile(join(directory, 'pages', 'assets', 'program.js'), 'start();');
  site = await serveCanvas(join(directory, 'pages'));
});
afterEach(async () => {
  await site.close();
  await rm(directory, { recursive: true });
});

describe('the site of the pages', () => {
  it('serves files as what they are', async () => {
    const response = await fetch(`${site.origin}/assets/program.js`);
    expect(await response.text()).toBe('start();');
    expect(response.headers.get('content-type')).toMatch(/javascript/);
  });

  it('serves the application under every other path', async () => {
    for (const path of ['/', '/conversations/some-id', '/assets']) {
      expect(await (await fetch(site.origin + path)).text()).toContain('Pages');
    }
  });

  it('is no API, and nothing above its pages', async () => {
    expect((await fetch(`${site.origin}/api/settings`)).status).toBe(404);
    expect((await fetch(`${site.origin}/%`)).status).toBe(400);
    expect(await (await fetch(`${site.origin}/..%2fsecret.txt`)).text()).not.toContain('not a page');
  });
});
