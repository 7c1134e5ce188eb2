import type * as events from '@openhands-nest/contracts/events';
import type { BrowserSession } from './browser-session.js';
import { BrowserRefused } from './browser-refused.js';
import { restoreStorage, storageOf } from './browser-storage.js';
import { contentOf } from './page-content.js';
import { scrollBy } from './page-scripts.js';
import { elementsOf, positionOf, titleOf } from './page-state.js';

const MAX_STORAGE = 60_000;

export async function navigate(session: BrowserSession, action: events.BrowserNavigateAction): Promise<string> {
  const page = action.new_tab ? await session.newPage() : await session.page();
  await page.goto(addressOf(action.url), { waitUntil: 'domcontentloaded' });
  await session.settle();
  return 'Opened it.';
}

export async function click(session: BrowserSession, action: events.BrowserClickAction): Promise<string> {
  const element = session.element(action.index);
  await element.click(action.new_tab ? { modifiers: ['ControlOrMeta'] } : {});
  await session.settle();
  return `Clicked element ${action.index}.`;
}

export async function type(session: BrowserSession, action: events.BrowserTypeAction): Promise<string> {
  await session.element(action.index).fill(action.text);
  return `Put the text into element ${action.index}.`;
}

export async function getState(session: BrowserSession): Promise<string> {
  const page = await session.page();
  const { handles, lines } = await elementsOf(page);
  session.remember(handles);
  const parts = [
    `Scrolled: ${await positionOf(page)}`,
    `Tabs:\n${await tabLines(session)}`,
    `Elements:\n${lines.map((line, index) => `[${index}] ${line}`).join('\n') || 'none'}`,
  ];
  return parts.join('\n');
}

export async function getContent(session: BrowserSession, action: events.BrowserGetContentAction): Promise<string> {
  const page = await session.page();
  return contentOf(page, action.extract_links ?? false, action.start_from_char ?? 0);
}

export async function scroll(session: BrowserSession, action: events.BrowserScrollAction): Promise<string> {
  const page = await session.page();
  await page.evaluate(scrollBy(action.direction ?? 'down'));
  return `Scrolled ${action.direction ?? 'down'}: ${await positionOf(page)}.`;
}

export async function goBack(session: BrowserSession): Promise<string> {
  const page = await session.page();
  const before = page.url();
  await page.goBack({ waitUntil: 'domcontentloaded' });
  if (page.url() === before) throw new BrowserRefused('There is no page to go back to.');
  await session.settle();
  return 'Went back.';
}

export async function listTabs(session: BrowserSession): Promise<string> {
  return tabLines(session);
}

export async function switchTab(session: BrowserSession, action: events.BrowserSwitchTabAction): Promise<string> {
  const page = await session.tab(action.tab_id);
  session.switchTo(page);
  await page.bringToFront();
  return 'Switched to this tab.';
}

export async function closeTab(session: BrowserSession, action: events.BrowserCloseTabAction): Promise<string> {
  await (await session.tab(action.tab_id)).close();
  return `Closed the tab. Left:\n${await tabLines(session)}`;
}

export async function getStorage(session: BrowserSession): Promise<string> {
  const text = await storageOf(await session.context(), await session.page());
  if (text.length > MAX_STORAGE)
    throw new BrowserRefused(`The storage has ${text.length} characters: too many to show.`);
  return text;
}

export async function setStorage(session: BrowserSession, action: events.BrowserSetStorageAction): Promise<string> {
  const page = await session.page();
  await restoreStorage(await session.context(), page, action.storage_state);
  session.switchTo(page);
  return 'The storage was set. Open the page again to see it there.';
}

async function tabLines(session: BrowserSession): Promise<string> {
  const tabs = await session.list();
  const lines = tabs.map(
    async ([id, page]) => `${id}${session.isCurrent(page) ? ' (current)' : ''}: ${await titleOf(page)}`,
  );
  return (await Promise.all(lines)).join('\n') || 'none';
}

/** People leave the scheme out. */
function addressOf(url: string): string {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[\w.-]+:\d+/.test(url) ? url : `https://${url}`;
  if (URL.canParse(address)) return address;
  throw new BrowserRefused(`${url} is no address. Give a whole one, such as https://example.org/page.`);
}
