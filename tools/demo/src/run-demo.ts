import { randomBytes } from 'node:crypto';
import { ExecutionStatus, OpenHandsClient, type ConversationEvent } from '@openhands-nest/client';
import { DemoError } from './demo-error.js';
import { BROKEN_PROJECT, RECORDING } from './files.js';
import { followRun } from './follow-run.js';
import { changesIn } from './project/changes-in.js';
import { makeRepository } from './project/make-repository.js';
import { runTests } from './project/run-tests.js';
import { loadRecording } from './recording/load-recording.js';
import { indented } from './render/line.js';
import { renderEvent } from './render/render-event.js';
import type { Scene } from './scene.js';
import type { DemoServer } from './server/demo-server.js';
import { excerpt } from './terminal/lines.js';
import type { Paint } from './terminal/paint.js';
import { plainText } from './terminal/plain-text.js';

export interface DemoParts {
  readonly scene: Scene;
  /** Starts the server; its end is the caller's. */
  readonly startServer: (dataDirectory: string, sessionKey: string) => DemoServer;
  readonly print: (lines: readonly string[]) => void;
  readonly paint: Paint;
  readonly signal: AbortSignal;
}

const TEST_OUTPUT = { first: 12, last: 8 };
const SECOND_MS = 1_000;
/** Milliseconds, many times what it takes. */
const RUN_MS = 90_000;

/** An agent repairs a project, before your eyes. @throws DemoError when the project's test does not pass afterwards */
export async function runDemo(parts: DemoParts): Promise<void> {
  const { scene, print, paint, signal } = parts;
  const startedAt = performance.now();
  await makeRepository(BROKEN_PROJECT, scene.repository, signal);
  const { client, alive } = await connect(parts);

  print(['', paint.bold('The conversation')]);
  await converse(client, { ...parts, signal: alive });

  print(['', paint.bold('What the agent changed')]);
  print(indented((await changesIn(scene.workspace, paint.hasColour, signal)).trimEnd().split('\n')));

  print(['', paint.bold('The test of the project, run once more by the demo itself')]);
  await proveRepair(parts);
  const seconds = ((performance.now() - startedAt) / SECOND_MS).toFixed(1);
  print(['', paint.green(`✓ The test passes. All of it took ${seconds} s.`)]);
}

async function connect({ scene, startServer, print, signal }: DemoParts) {
  const sessionKey = randomBytes(32).toString('base64url');
  const server = startServer(scene.dataDirectory, sessionKey);
  const { appUrl, isolation } = await server.ready(signal);
  print([
    `Server      ${appUrl}, workspaces: ${isolation}`,
    `Repository  ${scene.repository}`,
    'Agent       a recorded trajectory instead of a model: what it says is recorded, what it does is done',
  ]);
  const client = new OpenHandsClient({ baseUrl: appUrl, apiKey: sessionKey });
  return { client, alive: AbortSignal.any([signal, server.died, AbortSignal.timeout(RUN_MS)]) };
}

async function converse(client: OpenHandsClient, { scene, print, paint, signal }: DemoParts): Promise<void> {
  const { conversationId, repository, workspace } = scene;
  const replay = await loadRecording(RECORDING, workspace);
  await client.newConversation({ conversation_id: conversationId, repository, replay_json: replay }, { signal });
  const show = (event: ConversationEvent): void => print(renderEvent(withoutRoot(event, workspace), paint));
  const status = await followRun(client, conversationId, show, signal);
  if (status === ExecutionStatus.Finished) return;
  throw new DemoError(`The run ended as "${status}" instead of "finished": the events above say why.`);
}

async function proveRepair({ scene, print, paint, signal }: DemoParts): Promise<void> {
  const { exitCode, output } = await runTests(scene.workspace, signal);
  print(indented(excerpt(plainText(output), TEST_OUTPUT, paint.columns)));
  if (exitCode !== 0) throw new DemoError(`The test of the project still fails, with exit code ${exitCode}.`);
}

/** Paths as a person reads them: from the project on. */
function withoutRoot(event: ConversationEvent, root: string): ConversationEvent {
  const prefix = JSON.stringify(`${root}/`).slice(1, -1);
  return JSON.parse(JSON.stringify(event).replaceAll(prefix, '')) as ConversationEvent;
}
