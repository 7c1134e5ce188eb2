import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Limits } from '@openhands-nest/contracts/vocabulary';
import { isStreamed } from './body-deadline.js';
import { parseJson } from './parse-json.js';
import { readBody } from './read-body.js';
import { StreamedBody } from './streamed-body.js';
import { UnknownBody } from './unknown-body.js';

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** Replaces Fastify's parsers: an empty JSON body is allowed here, and broken JSON is answered as the protocols want it. */
export function registerBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', async (request: FastifyRequest, payload: Readable) => {
    const contentType = request.headers['content-type'];
    if (isStreamed(request.routeOptions.config)) return new StreamedBody(contentType ?? '', payload);
    return parseBody(await readBody(payload, Limits.BODY_BYTES), contentType);
  });
}

/** Without a content type a body counts as JSON. */
function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (contentType !== undefined && !JSON_TYPE.test(contentType)) return new UnknownBody(contentType);
  return parseJson(bytes, { depth: Limits.BODY_DEPTH });
}
