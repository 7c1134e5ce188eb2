import type { BrowserContext, Page } from 'playwright-core';
import { BrowserRefused } from './browser-refused.js';
import { fillStorage, SESSION_ITEMS } from './page-scripts.js';

type Json = Readonly<Record<string, unknown>>;

/** Cookies and stored items, as JSON. */
export async function storageOf(context: BrowserContext, page: Page): Promise<string> {
  const { cookies, origins } = await context.storageState();
  const session = (await page.evaluate(SESSION_ITEMS).catch(() => [])) as [string, string][];
  const here = originOf(page.url());
  const others = origins.filter(({ origin }) => origin !== here);
  const own = { origin: here, localStorage: origins.find(({ origin }) => origin === here)?.localStorage ?? [] };
  const ofSession = session.map(([name, value]) => ({ name, value }));
  const all = here ? [...others, { ...own, sessionStorage: ofSession }] : others;
  return JSON.stringify({ cookies, origins: all }, undefined, 2);
}

/** Puts cookies and stored items back. @throws BrowserRefused when they have another form */
export async function restoreStorage(context: BrowserContext, page: Page, state: Json): Promise<void> {
  const cookies = listIn(state.cookies);
  try {
    if (cookies.length > 0) await context.addCookies(cookies as unknown as Parameters<BrowserContext['addCookies']>[0]);
  } catch (error) {
    throw new BrowserRefused(`The cookies do not fit: ${(error as Error).message.split('\n')[0]}`);
  }
  for (const entry of listIn(state.origins)) {
    const origin = originOf(String(entry.origin));
    if (!origin) throw new BrowserRefused('Each entry of origins needs an origin such as https://example.org.');
    await atOrigin(context, origin, async (blank) => {
      await blank.evaluate(fillStorage('localStorage', itemsIn(entry.localStorage)));
    });
    if (originOf(page.url()) === origin)
      await page.evaluate(fillStorage('sessionStorage', itemsIn(entry.sessionStorage)));
  }
}

/** Opens an empty page of the origin for a moment; nothing is asked of the origin itself. */
async function atOrigin(context: BrowserContext, origin: string, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  try {
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto(`${origin}/`);
    await use(page);
  } finally {
    await page.close();
  }
}

function itemsIn(value: unknown): string[][] {
  return listIn(value).map(({ name, key, value: text }) => [String(name ?? key), String(text)]);
}

function listIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
}

function originOf(url: string): string {
  const { origin } = URL.canParse(url) ? new URL(url) : { origin: 'null' };
  return origin === 'null' ? '' : origin;
}
