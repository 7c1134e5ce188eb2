import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServerProcess } from '../harness/server-process.js';
import { Judge } from './answer-problem.js';
import { documentAt, operationsIn, type ApiDocument } from './api-document.js';
import { askWhatever } from './ask-whatever.js';
import { Values } from './values-of.js';

/** Milliseconds that the requests to one operation may take together. */
const BUDGET_MS = 1_200;
/** Made by the built server without starting it, so that there is one test for each operation. */
const BUNDLE = new URL('../../../server/dist/openapi.js', import.meta.url);
const UNKNOWN = '00000000000040008000000000000000';

const { createDocuments } = (await import(BUNDLE.href)) as { createDocuments: () => Promise<{ app: ApiDocument }> };
const document = JSON.parse(JSON.stringify((await createDocuments()).app)) as ApiDocument;

let directory: string;
let server: ServerProcess;
let conversation: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'openhands-nest-properties-'));
  // Without retries, runs that a generated request begins end at once.
  server = await ServerProcess.start({ DATA_DIR: directory, LLM_NUM_RETRIES: '1' });
  const made = await fetch(`${server.url}/api/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  conversation = ((await made.json()) as { conversation_id: string }).conversation_id;
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('every operation of the OpenHands API', () => {
  it('is shown by the server', async () => {
    expect(await documentAt(server.url)).toEqual(document);
  });

  it.each(operationsIn(document).map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s answers whatever it is asked',
    async (_name, operation) => {
      // Nothing may be looked for outside of the machine: hosts and keys are those that lead nowhere.
      const values = new Values(document, {
        conversation_id: operation.method === 'DELETE' ? [UNKNOWN] : [conversation, conversation, UNKNOWN],
        repository: [null, '', 'no repository', '../up'],
        repo: ['', 'no repository', '../up'],
        token: ['', null],
        llm_model: [null, '', 'openai/none'],
        llm_api_key: [null, ''],
        llm_base_url: [null, '', 'http://127.0.0.1:9/v1', 'nowhere'],
        search_api_key: [null, ''],
        url: ['http://127.0.0.1:9/mcp', 'nowhere'],
        command: ['true', 'two words'],
      });
      await askWhatever(new Judge(server.url, document), operation, values, BUDGET_MS);
    },
    60_000,
  );
});
