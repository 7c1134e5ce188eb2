import { flushCompileCache } from 'node:module';
import { probe } from '@openhands-nest/agent-workspace';
import { consoleLogger as logger } from './composition/console-logger.js';
import { prepare } from './composition/preparation.js';
import { missingPrograms, startNotices } from './composition/start-notices.js';
import { warmUpModel } from './composition/warm-up-model.js';
import { readConfig } from './config/read-config.js';
import type { ServerConfig } from './config/server-config.js';
import type { RunningServer } from './start-server.js';

/** Milliseconds that an orderly end may take. What is not done by then is taken up at the next start. */
const CLOSE_DEADLINE_MS = 4_500;

process.on('unhandledRejection', (reason) => {
  logger.error('A failure was not handled', { stack: reason instanceof Error ? reason.stack : String(reason) });
});

try {
  const config = readConfig(process.env, false);
  await (config.OH_DEFERRED_INIT ? wait(config) : start(config));
  // For the next start, which may follow a crash: only an orderly end would do it by itself.
  flushCompileCache();
  warmUpModel(config);
  for (const line of missingPrograms(await probe())) logger.warn(line);
} catch (error) {
  giveUp(error);
}

async function start(config: ServerConfig): Promise<void> {
  const preparation = await prepare(config, giveUp);
  // The larger part is loaded while the database is being opened.
  const { startServer } = await import('./start-server.js');
  const server = await startServer({ config, logger, onStorageFailure: giveUp, preparation });
  endOnSignal(server);
  announce(server, config);
}

/** The server starts later, with what it is given then. */
async function wait(config: ServerConfig): Promise<void> {
  const { startDeferred } = await import('./deferred/start-deferred.js');
  const environment = { ...process.env };
  const server = await startDeferred({ config, environment, logger, onStorageFailure: giveUp });
  const { appUrl, agentServerUrl } = server;
  endOnSignal(server);
  console.log(`Waiting for POST ${agentServerUrl}/api/init, which brings the configuration.`);
  if (config.READY_JSON)
    console.log(JSON.stringify({ ready: false, appUrl, agentServerUrl, isolation: null, pid: process.pid }));
}

/** Before the server says that it is there: whoever reads that may end it at once. */
function endOnSignal(server: Pick<RunningServer, 'close'>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void shutDown(server));
}

function announce({ appUrl, agentServerUrl, isolation }: RunningServer, config: ServerConfig): void {
  for (const line of startNotices({ appUrl, agentServerUrl, config, isolation })) console.log(line);
  if (config.READY_JSON)
    console.log(JSON.stringify({ ready: true, appUrl, agentServerUrl, isolation, pid: process.pid }));
}

async function shutDown(server: Pick<RunningServer, 'close'>): Promise<void> {
  const deadline = setTimeout(() => {
    logger.warn('Not everything could be ended in time. It goes on at the next start.');
    process.exit(0);
  }, CLOSE_DEADLINE_MS);
  try {
    await server.close();
  } catch (error) {
    logger.error('The server did not end in order', { stack: error instanceof Error ? error.stack : String(error) });
  }
  clearTimeout(deadline);
  process.exit(0);
}

/** What people see is the sentence; a stack would only be of use for an error that nobody foresaw. */
function giveUp(error: unknown): never {
  const isForeseen = error instanceof Error && error.constructor !== TypeError && error.constructor !== ReferenceError;
  console.error(isForeseen ? error.message : error);
  process.exit(1);
}
