import type { ElementHandle, Page } from 'playwright-core';
import { browserPageLine } from '@openhands-nest/contracts/events';
import { headOf } from '../text/head-and-tail.js';
import { FIND_ELEMENTS, SCROLL_POSITION } from './page-scripts.js';

export interface PageElements {
  readonly handles: readonly ElementHandle[];
  /** One for each, for the model. */
  readonly lines: readonly string[];
}

/** What can be clicked or filled in on a page, as far as it can be seen. */
export async function elementsOf(page: Page): Promise<PageElements> {
  const found = await page.evaluateHandle(FIND_ELEMENTS);
  const lines = (await (await found.getProperty('lines')).jsonValue()) as string[];
  const properties = await (await found.getProperty('elements')).getProperties();
  const handles = [...properties.values()].flatMap((property) => property.asElement() ?? []);
  return { handles, lines };
}

/** Where the page is scrolled to. */
export async function positionOf(page: Page): Promise<string> {
  const [above = 0, height = 0, all = 0] = await page.evaluate<number[]>(SCROLL_POSITION);
  return `${above} pixels above and ${Math.max(0, all - above - height)} below what is shown`;
}

/** Where a page is, as answers about it begin. */
export async function pageLineOf(page: Page): Promise<string> {
  return browserPageLine(addressOf(page), await shortTitleOf(page));
}

/** A page's address and title, short. */
export async function titleOf(page: Page): Promise<string> {
  return `${addressOf(page)} (${(await shortTitleOf(page)) || 'no title'})`;
}

function addressOf(page: Page): string {
  return headOf(page.url(), 500);
}

async function shortTitleOf(page: Page): Promise<string> {
  return headOf(await page.title().catch(() => ''), 120);
}
