import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Asked of a backend by the GUI, although another service answers them where there is one; a plain 404 is their answer. */
const OF_OTHER_SERVICES = [/^\/api\/automation\//, /^\/api\/llm\/balance$/];
/** A plan that nobody has written yet. */
const NOT_THERE_YET = [/PLAN\.md$/];
/** Milliseconds that a thing may take to show up. */
const PATIENCE_MS = 20_000;

export interface CanvasPageOptions {
  readonly executablePath: string;
  readonly origin: string;
  /** Where pictures are kept; undefined: nowhere. */
  readonly pictures: string | undefined;
}

/** The GUI in a browser of its own, which reaches loopback and nothing else. */
export class CanvasPage {
  /** What went wrong that must not: failed requests to our servers, errors that the page itself reports. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly options: CanvasPageOptions,
  ) {}

  static async open(options: CanvasPageOptions): Promise<CanvasPage> {
    const browser = await chromium.launch({ executablePath: options.executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const canvas = new CanvasPage(page, context, options);
    canvas.#listen();
    await page.goto(options.origin);
    return canvas;
  }

  /** The first element of the GUI that carries this test id. */
  at(testId: string): Locator {
    return this.page.getByTestId(testId).first();
  }

  async seesText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  /** Writes into the chat and sends it. */
  async say(text: string): Promise<void> {
    await this.at('chat-input').click();
    await this.page.keyboard.insertText(text);
    await this.at('submit-button').click();
  }

  async picture(name: string): Promise<void> {
    const { pictures } = this.options;
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.context.browser()?.close();
  }

  #listen(): void {
    this.page.on('pageerror', (error) => this.complaints.push(`The page threw: ${error.message}`));
    this.page.on('response', (response) => {
      const { pathname, search } = new URL(response.url());
      const isFine =
        response.status() < 400 || OF_OTHER_SERVICES.some((path) => path.test(pathname)) || isNotThereYet(search);
      if (!isFine) this.complaints.push(`${response.status()} ${response.request().method()} ${pathname}${search}`);
    });
    this.page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // Whoever leaves a page aborts what it was loading; what is outside was never to be reached.
      if (!request.url().startsWith('http://127.0.0.1') || why === 'net::ERR_ABORTED') return;
      this.complaints.push(`${why} ${request.method()} ${request.url()}`);
    });
    this.page.on('console', (message) => {
      const text = message.text();
      // Failed requests are judged above, by their address.
      if (message.type() !== 'error' || text.startsWith('Failed to load resource')) return;
      this.complaints.push(`The page says: ${text.slice(0, 500)}`);
    });
  }
}

function isNotThereYet(search: string): boolean {
  return NOT_THERE_YET.some((path) => path.test(decodeURIComponent(search)));
}
