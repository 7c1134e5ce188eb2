import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answers } from '../harness/model-turns.js';
import type { ServerProcess } from '../harness/server-process.js';
import { Stage } from '../harness/stage.js';
import { Judge } from './answer-problem.js';
import { documentAt, operationsIn, type ApiDocument } from './api-document.js';
import { askWhatever } from './ask-whatever.js';
import { LivingScene } from './living-scene.js';
import { NOBODY, sceneValues } from './scene-values.js';
import { Values } from './values-of.js';

/** Milliseconds that the requests to one operation may take together. */
const BUDGET_MS = 400;
/** Made by the built server without starting it, so that there is one test for each operation. */
const BUNDLE = new URL('../../../server/dist/openapi.js', import.meta.url);

const { createDocuments } = (await import(BUNDLE.href)) as {
  createDocuments: () => Promise<{ agentServer: ApiDocument }>;
};
const document = JSON.parse(JSON.stringify((await createDocuments()).agentServer)) as ApiDocument;

let stage: Stage;
let scene: LivingScene;
let server: ServerProcess;
let judge: Judge;
beforeAll(async () => {
  stage = await Stage.set(() => answers('Fine.'));
  scene = await LivingScene.prepare(stage.directory, stage.model?.baseUrl ?? '');
  server = await stage.startServer({
    EXTENSIONS_URL: scene.extensionsUrl,
    // Whatever would leave the machine finds nobody.
    OPENAI_AUTH_URL: NOBODY,
    OPENAI_SUBSCRIPTION_URL: NOBODY,
    SEARCH_MCP_URL: `${NOBODY}/mcp`,
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: NOBODY,
    HTTPS_PROXY: NOBODY,
    NO_PROXY: '127.0.0.1,localhost',
  });
  await scene.enter(server.agentServerUrl);
  judge = new Judge(server.agentServerUrl, document);
}, 60_000);
afterAll(async () => {
  await stage.strike();
  await scene.strike();
}, 60_000);

describe('every operation of the Agent Server API', () => {
  it('is shown by the server', async () => {
    expect(await documentAt(server.agentServerUrl)).toEqual(document);
  });

  it.each(operationsIn(document).map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s answers whatever it is asked',
    async (_name, operation) => {
      const values = new Values(document, sceneValues(scene, operation));
      await askWhatever(judge, operation, values, BUDGET_MS);
    },
    60_000,
  );

  it('leaves no failure unhandled behind', async () => {
    const { code, output } = await server.stop();
    expect(output.split('\n').filter((line) => / error /.test(line))).toEqual([]);
    expect(code).toBe(0);
  }, 30_000);
});
