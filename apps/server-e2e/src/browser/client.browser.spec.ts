import { afterEach, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { answers, runs } from '../harness/model-turns.js';
import { Stage } from '../harness/stage.js';
import { findChromium } from './find-chromium.js';
import type { PageReport, PageRequest } from './page-program.js';
import { servePage } from './page-server.js';

const KEY = 'key-of-the-page';
const executablePath = findChromium(process.env);

(executablePath === undefined ? describe.skip : describe)('the client in a page of another origin', () => {
  const clearers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clear of clearers.splice(0).reverse()) await clear();
  });

  it('creates a conversation, waits for its end and reads every event', async () => {
    const stage = await Stage.set([runs('echo hello from $((6 * 7))'), answers('Said hello.')]);
    clearers.push(() => stage.strike());
    const server = await stage.startServer({ SESSION_API_KEY: KEY });
    const { page, urls } = await openPage();

    const report = await converse(page, { baseUrl: server.url, apiKey: KEY, message: 'Say hello' });

    console.log('The page saw:', JSON.stringify(report, null, 2));
    expect(report.status).toBe('finished');
    expect(report.seqs).toEqual(report.seqs.map((_seq, index) => index + 1));
    expect(report.kinds).toEqual(expect.arrayContaining(['MessageEvent', 'ActionEvent', 'ObservationEvent']));
    expect(report.observations.join()).toContain('hello from 42');
    expect(report.transientKinds).toContain('ConversationStateUpdateEvent');
    expect(report.refusals).toEqual(['UnauthorizedError', 'UnauthorizedError']);
    // Both ways were taken, and the key was in no address.
    expect(urls.some((url) => url.startsWith('ws:'))).toBe(true);
    expect(urls.filter((url) => url.includes(KEY))).toEqual([]);
  }, 60_000);

  /** A page that has loaded its program, and every address it asks for from now on. */
  async function openPage(): Promise<{ page: Page; urls: string[] }> {
    const site = await servePage();
    clearers.push(() => site.close());
    const browser: Browser = await chromium.launch({ executablePath: executablePath ?? '' });
    clearers.push(() => browser.close());
    const page = await browser.newPage();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    page.on('websocket', (socket) => urls.push(socket.url()));
    await page.goto(site.origin);
    await page.waitForFunction('typeof converse === "function"');
    return { page, urls };
  }
});

function converse(page: Page, request: PageRequest): Promise<PageReport> {
  return page.evaluate(`converse(${JSON.stringify(request)})`);
}
