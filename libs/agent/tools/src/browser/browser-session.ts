import { randomBytes } from 'node:crypto';
import type { Workspace } from '@openhands-nest/agent-ports';
import type { BrowserContext, ElementHandle, Page } from 'playwright-core';
import { BrowserRefused } from './browser-refused.js';
import { launchBrowser, type LaunchedBrowser } from './launch-browser.js';

/** Milliseconds for a click, a text … */
const ACTION_MS = 10_000;
/** Milliseconds until a page has begun to show itself. */
const NAVIGATION_MS = 30_000;
/** Milliseconds that a page gets to settle after that. */
const SETTLE_MS = 3_000;
const MAX_TABS = 20;

interface Opened {
  readonly launched: LaunchedBrowser;
  readonly context: BrowserContext;
}

/** One conversation's browser. Starts when it is first used, and anew after it has died. */
export class BrowserSession {
  private opened: Promise<Opened> | undefined;
  private readonly tabs = new Map<string, Page>();
  private current: Page | undefined;
  private elements: readonly ElementHandle[] = [];

  constructor(
    private readonly executable: string,
    private readonly workspace: () => Promise<Workspace>,
    /** Whether each page that an action leads to is pictured for people. */
    readonly takesPictures = false,
  ) {}

  async context(): Promise<BrowserContext> {
    this.opened ??= this.open().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return (await this.opened).context;
  }

  /** The tab that is worked in. */
  async page(): Promise<Page> {
    const context = await this.context();
    if (this.current && !this.current.isClosed()) return this.current;
    return [...this.tabs.values()].at(-1) ?? context.newPage();
  }

  async newPage(): Promise<Page> {
    const context = await this.context();
    if (this.tabs.size >= MAX_TABS) throw new BrowserRefused(`There are ${MAX_TABS} tabs already. Close one first.`);
    return context.newPage();
  }

  /** Open tabs by their ids. */
  async list(): Promise<readonly (readonly [id: string, page: Page])[]> {
    await this.page();
    return [...this.tabs];
  }

  isCurrent(page: Page): boolean {
    return page === this.current;
  }

  async tab(id: string): Promise<Page> {
    const page = (await this.list()).find(([known]) => known === id)?.[1];
    if (page) return page;
    throw new BrowserRefused(`There is no tab ${id}. Get the ids from browser_list_tabs.`);
  }

  switchTo(page: Page): void {
    this.current = page;
    this.elements = [];
  }

  /** Remembers what numbers stand for, until the next state. */
  remember(elements: readonly ElementHandle[]): void {
    this.elements = elements;
  }

  element(index: number): ElementHandle {
    const element = this.elements[index];
    if (element) return element;
    throw new BrowserRefused(`There is no element ${index}. Call browser_get_state and use a number that it shows.`);
  }

  /** Waits a moment for what an action has set off. */
  async settle(): Promise<void> {
    this.elements = [];
    const page = await this.page();
    await page.waitForLoadState('load', { timeout: SETTLE_MS }).catch(() => undefined);
  }

  async close(): Promise<void> {
    const { opened } = this;
    this.forget();
    const session = await opened?.catch(() => undefined);
    await session?.launched.close();
  }

  private async open(): Promise<Opened> {
    const launched = await launchBrowser(this.executable, await this.workspace());
    const context = await launched.browser.newContext({
      viewport: { width: 1280, height: 900 },
      acceptDownloads: false,
    });
    context.setDefaultTimeout(ACTION_MS);
    context.setDefaultNavigationTimeout(NAVIGATION_MS);
    context.on('page', (page) => this.welcome(page));
    launched.browser.on('disconnected', () => this.forget());
    return { launched, context };
  }

  /** A page that opens by itself is where the work goes on. */
  private welcome(page: Page): void {
    const id = randomBytes(2).toString('hex');
    this.tabs.set(id, page);
    this.switchTo(page);
    page.on('close', () => this.tabs.delete(id));
  }

  private forget(): void {
    this.opened = undefined;
    this.current = undefined;
    this.elements = [];
    this.tabs.clear();
  }
}
