import type { FastifyRequest } from 'fastify';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { parseJson } from './parse-json.js';
import { readBody } from './read-body.js';

/** The JSON body of a GET, which Fastify leaves alone; undefined without one. @throws BodyTooLargeError, InvalidInputError */
export async function readGetBody({ raw }: FastifyRequest): Promise<unknown> {
  const bytes = await readBody(raw, Limits.BODY_BYTES);
  return bytes.length === 0 ? undefined : parseJson(bytes, { depth: Limits.BODY_DEPTH });
}
