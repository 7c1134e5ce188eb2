import { afterEach, describe, expect, it } from '@jest/globals';
import { GitHttpServer } from '@openhands-nest/testing';
import { findChromium } from '../../browser/find-chromium.js';
import { openCanvas } from './canvas-visit.js';

/** Milliseconds: for fetching the GUI and walking through it. */
const WALK_MS = 180_000;
const executablePath = findChromium(process.env);

const MANIFEST = {
  schema_version: 1,
  name: 'uptime',
  display_name: 'Uptime',
  version: '1.0.0',
  description: 'Says whether the server is up.',
  entrypoint: 'dist/uptime.js',
  contributes: { pages: [{ id: 'now', title: 'Uptime now', path: '/now' }] },
  icon: 'uptime.svg',
};
/** As the author of an extension writes it: a page that asks the server something. */
const SCRIPT = `export function activate(context) {
  context.registerPage('now', async ({ container }) => {
    const { title } = await context.agentServer.request({ path: '/server_info' });
    container.textContent = 'Extension ' + context.extension.version + ' hears from ' + title;
  });
}
`;

(executablePath === undefined ? describe.skip : describe)('the Apps page of the newest @openhands/agent-canvas', () => {
  const clearers: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const clear of clearers.splice(0).reverse()) await clear();
  });

  it(
    'installs an extension from a repository, enables it, shows its page and removes it',
    async () => {
      const host = await GitHttpServer.start();
      clearers.push(() => host.close());
      const files = {
        'canvas-extension.json': JSON.stringify(MANIFEST),
        'dist/uptime.js': SCRIPT,
        'uptime.svg': '<svg/>',
      };
      await host.addRepository('acme/uptime', { files });
      const { canvas, origin } = await openCanvas(executablePath ?? '', clearers);

      await canvas.at('onboarding-hello-input').fill('Hello.');
      await canvas.page.getByTestId('onboarding-hello-input-form').getByTestId('submit-button').click();
      await canvas.page.waitForURL(/\/conversations\//);

      await canvas.page.goto(`${origin}/apps`);
      await canvas.picture('apps-0-none');
      await canvas.at('canvas-extensions-add-button').click();
      await canvas.at('add-canvas-extension-source-input').fill(`${host.origin}/acme/uptime`);
      await canvas.at('add-canvas-extension-submit').click();
      const card = canvas.at('canvas-extension-card-uptime');
      await card.getByText('Says whether the server is up.').waitFor();
      await canvas.picture('apps-1-installed');

      await card.getByRole('switch').click();
      await canvas.at('confirm-button').click();
      await canvas.at('sidebar-canvas-extension-uptime-now').click();
      await canvas.seesText(/^Extension 1\.0\.0 hears from /);
      await canvas.picture('apps-2-shown');

      await canvas.page.goto(`${origin}/apps`);
      await canvas.at('canvas-extension-uninstall-uptime').click();
      await canvas.at('confirm-button').click();
      await card.waitFor({ state: 'detached' });
      expect(canvas.complaints).toEqual([]);
    },
    WALK_MS,
  );
});
