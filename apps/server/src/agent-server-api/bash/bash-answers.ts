import type { FastifyRequest } from 'fastify';
import { BASH_EVENT_IDS, type BashEventSearchQuery } from '@openhands-nest/contracts/agent-server';
import { parseSchema, text, type Success } from '@openhands-nest/contracts/schema';
import { toHexId } from '@openhands-nest/contracts/vocabulary';
import { readGetBody } from '../../http/body/read-get-body.js';
import { HttpProblem } from '../../http/problems.js';
import type { BashCommands } from './bash-commands.js';
import { toBashQuery } from './bash-query.js';

const COMMAND_ID = text({ format: 'uuid' });

/** @param given id of the command as the client wrote it. @throws HttpProblem 404, InvalidValueError */
export async function stopCommand(commands: BashCommands, given: string): Promise<Success> {
  const id = parseSchema(COMMAND_ID, given, ['path', 'command_id']) as string;
  if (!(await commands.stop(toHexId(id)))) throw notFound();
  return { success: true };
}

/** One page as JSON text: events leave as the text in which they are stored. */
export async function searchEvents({ log }: BashCommands, query: BashEventSearchQuery): Promise<string> {
  const { items, nextPageId = null } = await log.store.search(toBashQuery(query));
  return `{"items":[${items.map(({ json }) => json).join(',')}],"next_page_id":${JSON.stringify(nextPageId)}}`;
}

/** @throws HttpProblem 404 */
export async function eventWithId({ log }: BashCommands, id: string): Promise<string> {
  const event = await log.store.find(id);
  if (!event) throw notFound();
  return event.json;
}

/** The events that the body of a GET names, null for each that does not exist. */
export async function eventsInBody({ log }: BashCommands, request: FastifyRequest): Promise<string> {
  const ids = parseSchema(BASH_EVENT_IDS, await readGetBody(request), ['body']) as string[];
  const events: string[] = [];
  for (const id of ids) events.push((await log.store.find(id))?.json ?? 'null');
  return `[${events.join(',')}]`;
}

export async function clearEvents({ log }: BashCommands): Promise<Record<'cleared_count', number>> {
  return { cleared_count: await log.clear() };
}

function notFound(): HttpProblem {
  return new HttpProblem(404, { detail: 'Not Found' });
}
