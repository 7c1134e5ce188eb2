import type { Page } from 'playwright-core';
import { headOf } from '../text/head-and-tail.js';
import { BrowserRefused } from './browser-refused.js';
import { READABLE_HTML } from './page-scripts.js';

/** The part of the package that is used here; it comes without types. */
interface Converter {
  addRule(name: string, rule: { readonly filter: string; readonly replacement: Replacement }): void;
  turndown(html: string): string;
}
type Replacement = (content: string, node: { getAttribute(name: string): string | null }) => string;
type ConverterClass = new (options: { readonly headingStyle: 'atx'; readonly codeBlockStyle: 'fenced' }) => Converter;

/** Characters of text that are given at once. */
const MAX_TEXT = 30_000;

/** The text of a page as Markdown. */
export async function contentOf(page: Page, withLinks: boolean, from: number): Promise<string> {
  const markdown = await markdownOf(await page.evaluate<string>(READABLE_HTML), withLinks);
  if (from > 0 && from >= markdown.length)
    throw new BrowserRefused(`The page has ${markdown.length} characters only. Choose a smaller start_from_char.`);
  const part = headOf(markdown.slice(from), MAX_TEXT);
  const end = from + part.length;
  const left = markdown.length - end;
  const rest = left > 0 ? `\n\n[${left} more characters: go on with start_from_char ${end}.]` : '';
  return `${page.url()}\n\n${part || '[The page shows no text.]'}${rest}`;
}

async function markdownOf(html: string, withLinks: boolean): Promise<string> {
  const Turndown = await loadTurndown();
  const turndown = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced' });
  if (!withLinks) turndown.addRule('links', { filter: 'a', replacement: (content) => content });
  turndown.addRule('images', { filter: 'img', replacement: (_content, node) => node.getAttribute('alt') ?? '' });
  return turndown
    .turndown(html)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

async function loadTurndown(): Promise<ConverterClass> {
  // @ts-expect-error the package has no types
  const { default: Turndown } = (await import('turndown')) as { readonly default: ConverterClass };
  return Turndown;
}
