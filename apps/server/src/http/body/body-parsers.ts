import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { parseJson } from './parse-json.js';
import { readBody } from './read-body.js';

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** The body of a request that did not say it was JSON. Routes that want none ignore it, the others refuse it. */
export class UnknownBody {
  constructor(readonly contentType: string) {}
}

/** Replaces Fastify's parsers: an empty JSON body is allowed here, and broken JSON is answered as the protocols want it. */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
    const bytes = await readBody(payload, Limits.BODY_BYTES);
    return parseBody(bytes, request.headers['content-type']);
  });
}

/** Without a content type a body counts as JSON. */
function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return new UnknownBody(contentType);
  return parseJson(bytes, { depth: Limits.BODY_DEPTH });
}

export function saysJson(contentType: string | undefined): boolean {
  return contentType !== undefined && JSON_TYPE.test(contentType);
}
