import type { Page } from 'playwright-core';

/** Milliseconds until a page has drawn itself. */
const PICTURE_MS = 5_000;
/** Bytes of a picture that is kept: each is an event of the log. */
const MAX_PICTURE = 3_000_000;

/** What is shown of a page, as a PNG in base64; undefined when it does not let itself be drawn, or is too large. */
export async function pictureOf(page: Page): Promise<string | undefined> {
  const picture = await page.screenshot({ timeout: PICTURE_MS }).catch(() => undefined);
  return picture && picture.length <= MAX_PICTURE ? picture.toString('base64') : undefined;
}
