import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Equipment, EquipmentRequest } from '@openhands-nest/agent-ports';
import { browserPageAddress, OBSERVATION_DTOS, type BrowserObservation } from '@openhands-nest/contracts/events';
import { validateValue } from '@openhands-nest/contracts/schema';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { aConversationRecord, aConversationSpec } from '@openhands-nest/testing';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { FakeModels } from '../__fixtures__/fake-models.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { toModelText } from '../to-model-text.js';
import { browserEquipment } from './browser-equipment.js';
import { findChromium } from './find-chromium.js';

const executable = findChromium();
if (executable === undefined) {
  if (process.env.REQUIRE_CHROMIUM) throw new Error('REQUIRE_CHROMIUM is set, and there is no Chromium.');
  console.warn('No Chromium was found: the tests of the browser tools are skipped.');
}
const withChromium = executable === undefined ? describe.skip : describe;

const PAGES: Readonly<Record<string, string>> = {
  '/': `<title>Shop</title><h1>Shop</h1><script>1</script><p>We sell <b>lamps</b>.</p><a href="/lamps">All lamps</a>
    <button style="display:none">Hidden</button><input placeholder="Search"><input type="password" value="hunter2secret">
    <button onclick="document.title = document.querySelector('input').value">Go</button><div style="height:5000px"></div>`,
  '/lamps': `<title>Lamps</title><h2>Lamps</h2><a href="/" target="_blank">Back in a new tab</a>`,
  '/never': '',
};

let web: Server;
let base: string;
let workspace: LocalWorkspace;
let equipment: Equipment;

beforeAll(async () => {
  web = createServer((request, response) => {
    const page = PAGES[request.url ?? ''];
    if (request.url !== '/never')
      response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
afterAll(() => {
  web.closeAllConnections();
  web.close();
});
beforeEach(async () => {
  workspace = await LocalWorkspace.create();
  equipment = await equip();
});
afterEach(async () => {
  await equipment.close();
  await workspace.close();
});

function equip(
  tools: readonly string[] = [ToolName.BrowserToolSet],
  path = executable,
  browserPictures = false,
): Promise<Equipment> {
  const request: EquipmentRequest = {
    record: aConversationRecord({ spec: aConversationSpec({ tools, browserPictures }) }),
    directory: workspace.root,
    openWorkspace: async () => workspace,
    environment: async () => ({}),
    mcpServers: async () => ({}),
    subAgents: { taskIds: () => [], run: () => Promise.reject(new Error('There are none.')) },
    models: new FakeModels(),
    signal: neverAborted(),
  };
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return browserEquipment({ executable: path, logger }).equip(request);
}

async function use(name: string, values: Record<string, unknown> = {}, signal = neverAborted()) {
  const tool = equipment.tools.find((one) => one.name === `browser_${name}`);
  if (!tool) throw new Error(`There is no tool browser_${name}.`);
  const observation = await tool.createExecutor(aToolContext(workspace)).execute(tool.parse(values), signal);
  expect(validateValue(OBSERVATION_DTOS[ObservationKind.Browser], observation)).toEqual([]);
  return observation as BrowserObservation;
}

async function text(name: string, values?: Record<string, unknown>): Promise<string> {
  const { content } = await use(name, values);
  return content[0]?.type === 'text' ? content[0].text : '';
}

async function numberOf(what: string): Promise<number> {
  const line = (await text('get_state')).split('\n').find((one) => one.includes(what));
  return Number(/^\[(\d+)\]/.exec(line ?? '')?.[1]);
}

withChromium('the browser', () => {
  it('opens pages, shows what can be used, and reads them', async () => {
    expect(await text('navigate', { url: base })).toContain('Shop');
    const state = await text('get_state');
    expect(state).toContain('All lamps');
    expect(state).not.toContain('Hidden');
    expect(state).not.toContain('hunter2secret');

    expect(await text('get_content')).toMatch(/# Shop\n\nWe sell \*\*lamps\*\*\./);
    expect(await text('get_content', { extract_links: true })).toContain('[All lamps](/lamps)');
    expect(await use('get_content', { start_from_char: 100_000 })).toMatchObject({ is_error: true });
  });

  it('clicks, types and goes back', async () => {
    await use('navigate', { url: base });
    await use('type', { index: await numberOf('Search'), text: 'desk lamp' });
    expect(await text('click', { index: await numberOf('Go') })).toContain('desk lamp');
    await use('click', { index: await numberOf('All lamps') });
    expect(await text('get_state')).toContain('/lamps (Lamps)');
    expect(await text('go_back')).toContain('Went back');
    expect(await text('scroll')).toMatch(/Scrolled down: [1-9]\d+ pixels above/);
  });

  /** A page opens its own tabs when it comes to it. */
  async function tabsOnceThereAre(count: number): Promise<string[]> {
    for (;;) {
      const tabs = (await text('list_tabs')).split('\n');
      if (tabs.length >= count) return tabs;
    }
  }

  it('keeps tabs apart', async () => {
    await use('navigate', { url: base });
    await use('navigate', { url: `${base}/lamps`, new_tab: true });
    await use('click', { index: await numberOf('new tab') });
    const tabs = await tabsOnceThereAre(3);
    const first = tabs[0]?.slice(0, 4) ?? '';
    expect(await text('switch_tab', { tab_id: first })).toContain('Shop');
    expect((await text('close_tab', { tab_id: first })).split('\n')).toHaveLength(4);
    expect(await use('close_tab', { tab_id: first })).toMatchObject({ is_error: true });
  });

  it('shows pictures to the model', async () => {
    await use('navigate', { url: base });
    const observation = await use('get_state', { include_screenshot: true });
    expect(observation.screenshot_data).toMatch(/^iVBOR/);
    expect(toModelText(observation, { kind: ActionKind.BrowserGetState, include_screenshot: true })[1]).toMatchObject({
      image_urls: [expect.stringMatching(/^data:image\/png;base64,iVBOR/)],
    });
  });

  it('shows people each page that it comes to, and the model only what it has asked for', async () => {
    await equipment.close();
    equipment = await equip([ToolName.BrowserToolSet], executable, true);
    const visit = await use('navigate', { url: base });
    const click = await use('click', { index: await numberOf('All lamps') });
    for (const { screenshot_data: picture } of [visit, click]) expect(picture).toMatch(/^iVBOR/);
    expect(visit.screenshot_data).not.toBe(click.screenshot_data);
    expect(toModelText(visit, { kind: ActionKind.BrowserNavigate, url: base })).toEqual(visit.content);

    expect(browserPageAddress(await text('go_back'))).toBe(`${base}/`);
    expect((await use('get_content')).screenshot_data).toBeNull();
  });

  it('keeps and restores what pages store', async () => {
    await use('navigate', { url: base });
    const item = { name: 'colour', value: 'green' };
    const state = {
      cookies: [{ name: 'taste', value: 'sweet', url: base }],
      origins: [{ origin: base, localStorage: [item], sessionStorage: [item] }],
    };
    expect(await use('set_storage', { storage_state: state })).toMatchObject({ is_error: false });

    const stored = JSON.parse(await text('get_storage'));
    expect(stored.cookies).toMatchObject([{ name: 'taste', value: 'sweet' }]);
    expect(stored.origins).toEqual([{ origin: base, localStorage: [item], sessionStorage: [item] }]);
    expect(await use('set_storage', { storage_state: { cookies: [{ name: 'x' }] } })).toMatchObject({ is_error: true });
  });

  it('says what went wrong', async () => {
    expect(await use('click', { index: 7 })).toMatchObject({
      is_error: true,
      content: [{ text: /browser_get_state/ }] as never,
    });
    expect(await use('navigate', { url: 'http://127.0.0.1:9/' })).toMatchObject({ is_error: true });
    expect(await use('navigate', { url: 'not an address' })).toMatchObject({ is_error: true });
    expect(await use('go_back')).toMatchObject({ is_error: true });
  });

  it('lets go after an abort, and is gone with its profile at the end', async () => {
    await use('navigate', { url: base });
    const abort = new AbortController();
    const waiting = use('navigate', { url: `${base}/never` }, abort.signal);
    abort.abort(new Error('Enough.'));
    await expect(waiting).rejects.toThrow('Enough.');

    const home = (await workspace.launchOf({ command: ['true'] })).env.HOME ?? '';
    const names = async () => (await workspace.list(home)).map(({ name }) => name);
    expect(await names()).toContainEqual(expect.stringMatching(/^\.browser-/));
    await equipment.close();
    expect(await names()).not.toContainEqual(expect.stringMatching(/^\.browser-/));
    expect(await text('navigate', { url: base })).toContain('Shop');
  });
});

describe('without its tools, or without a Chromium', () => {
  it('a conversation has no browser', async () => {
    expect((await equip([ToolName.Terminal])).tools).toEqual([]);
    const without = await browserEquipment({
      executable: undefined,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }).equip({
      record: aConversationRecord({ spec: aConversationSpec({ tools: [ToolName.BrowserToolSet] }) }),
    } as EquipmentRequest);
    expect(without.tools).toEqual([]);
  });

  it('is found by variable or in the path', () => {
    expect(findChromium({ PATH: '/no/such/place' })).toBeUndefined();
    expect(findChromium({ CHROMIUM: process.execPath, PATH: '' })).toBe(process.execPath);
  });
});
