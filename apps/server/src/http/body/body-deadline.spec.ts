import { once } from 'node:events';
import { request as httpRequest, type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { bodyDeadline } from './body-deadline.js';
import { registerBodyParsers } from './body-parsers.js';
import { STREAMS_BODY, type StreamedBody } from './streamed-body.js';

let server: FastifyInstance;
afterEach(() => server.close());

async function open(): Promise<void> {
  server = fastify({ forceCloseConnections: true });
  server.addHook('onRequest', bodyDeadline(20));
  registerBodyParsers(server);
  server.post('/whole', () => 'done');
  server.post('/streamed', { config: { [STREAMS_BODY]: true } }, async ({ body }) => {
    for await (const piece of (body as StreamedBody).stream) if (String(piece).includes('end')) break;
    return 'done';
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
}

/** Sends the beginning of a body that is announced to be longer. */
function begin(path: string): ClientRequest {
  const { port } = server.server.address() as AddressInfo;
  const headers = { 'content-length': 10, 'content-type': 'application/json' };
  const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers });
  request.write('"half');
  return request;
}

describe('a body that does not arrive in time', () => {
  it('ends its connection', async () => {
    await open();
    const [error] = (await once(begin('/whole'), 'error')) as [Error];
    expect(error.message).toMatch(/hang up|ECONNRESET/);
  });

  it('may take its time where it is read in pieces', async () => {
    await open();
    // Its deadline comes first, so it has passed when the other connection has ended.
    const patient = begin('/streamed');
    const answered = once(patient, 'response');
    await once(begin('/whole'), 'error');
    patient.end(' end"');
    const [response] = (await answered) as [{ statusCode: number }];
    expect(response.statusCode).toBe(200);
  });
});
