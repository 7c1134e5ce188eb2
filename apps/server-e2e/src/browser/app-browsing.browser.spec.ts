import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkedFetch } from '../harness/checked-fetch.js';
import { Frontend } from '../harness/frontend.js';
import { answers, browses } from '../harness/model-turns.js';
import { Stage } from '../harness/stage.js';
import { findChromium } from './find-chromium.js';

const PAGES: Readonly<Record<string, string>> = {
  '/': '<title>Shop</title><h1>Shop</h1><a href="/lamps">Lamps</a>',
  '/lamps': '<title>Lamps</title><body style="background: gold">',
};
const chromium = findChromium(process.env);

(chromium === undefined ? describe.skip : describe)('the Browser tab of the frontend', () => {
  let stage: Stage;
  let shop: Server;
  let base: string;
  let frontend: Frontend | undefined;
  beforeEach(async () => {
    shop = createServer(({ url = '' }, response) => response.setHeader('content-type', 'text/html').end(PAGES[url]));
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    frontend?.close();
    shop.closeAllConnections();
    shop.close();
    await stage.strike();
  });

  it('shows each page that the agent comes to, and costs the model nothing', async () => {
    const turns = [browses('navigate', { url: base }), browses('get_state'), browses('click', { index: 0 })];
    stage = await Stage.set([...turns, answers('Done.')]);
    const server = await stage.startServer({ CHROMIUM: chromium ?? '', AGENT_ENABLE_BROWSING: 'true' });
    const id = await newConversation(server.url, 'Look at the lamps.');
    frontend = await untilSaid(server.url, id, 'Done.');

    const pages = frontend.received.filter(({ observation }) => observation === 'browse');
    expect(pages.map(({ extras }) => extras?.['url'])).toEqual([`${base}/`, `${base}/`, `${base}/lamps`]);
    const pictures = pages.map(({ extras }) => String(extras?.['screenshot']));
    for (const picture of pictures) expect(picture).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(pictures[2]).not.toBe(pictures[0]);
    expect(frontend.received.find(({ action }) => action === 'browse')?.args).toMatchObject({ url: base });
    expect(JSON.stringify(stage.model?.requests)).not.toContain('image_url');
  }, 120_000);

  it('stays empty where people want no browser', async () => {
    stage = await Stage.set([answers('Done.')]);
    const server = await stage.startServer({ CHROMIUM: chromium ?? '', AGENT_ENABLE_BROWSING: 'false' });
    const id = await newConversation(server.url, 'Hello.');
    frontend = await untilSaid(server.url, id, 'Done.');
    expect(JSON.stringify(stage.model?.requests)).not.toContain('browser_navigate');
  }, 60_000);
});

/** A client of the conversation that has heard the agent say this. */
async function untilSaid(url: string, id: string, text: string): Promise<Frontend> {
  const frontend = new Frontend(url, id);
  await frontend.until(() => frontend.received.some(({ args }) => args?.['content'] === text));
  return frontend;
}

async function newConversation(url: string, text: string): Promise<string> {
  const response = await checkedFetch(`${url}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ initial_user_msg: text }),
  });
  const { conversation_id: id } = (await response.json()) as { conversation_id: string };
  return id;
}
