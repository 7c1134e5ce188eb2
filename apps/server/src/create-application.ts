import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { ApplicationParts } from './application-parts.js';
import { accessHook, pathOf } from './http/access/access-hook.js';
import { corsHook } from './http/access/cors-hook.js';
import { bodyDeadline } from './http/body/body-deadline.js';
import { registerBodyParsers } from './http/body/body-parsers.js';
import { DomainErrorFilter } from './http/domain-error.filter.js';
import { withEncodedRepository } from './http/long-repository-names.js';
import { RouteTable } from './http/route-table.js';
import { registerDocumentation } from './openapi/register-documentation.js';

/** Milliseconds in which the head of a request must have arrived. */
const HEAD_TIMEOUT_MS = 60_000;
/** Milliseconds in which its body must have arrived; files that are uploaded may take longer. */
const BODY_TIMEOUT_MS = 120_000;
/** Ids are opaque texts; longer ones than this are nobody's. */
const MAX_PARAMETER_CHARS = 500;

/** The Nest application with both surfaces, initialised and not listening. */
export async function createApplication(parts: ApplicationParts): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.over(parts), createAdapter(), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.server.headersTimeout = HEAD_TIMEOUT_MS;
  const routes = new RouteTable();
  routes.watch(fastify);
  addHooks(fastify, parts);
  registerBodyParsers(fastify);
  registerDocumentation(fastify, app);
  app.useGlobalFilters(new DomainErrorFilter(routes, parts.logger));
  await app.init();
  await fastify.ready();
  return app;
}

function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    // No Nest middleware is used, so its engine stays out of every request's way.
    skipMiddie: true,
    rewriteUrl: ({ url = '/' }) => withEncodedRepository(url),
    requestTimeout: 0,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_PARAMETER_CHARS },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      void reply.code(error.statusCode ?? 400).send({ detail: 'The address of the request is not valid.' });
    },
  });
}

/** Declarations of our own check requests, so Fastify's compilers of schemas, which take long to load, are never needed. */
function noSchemas(): never {
  throw new Error('Routes have no schemas of Fastify here: declare what they take in libs/contracts.');
}

function addHooks(fastify: FastifyInstance, { policy, readiness, activity }: ApplicationParts): void {
  fastify.addHook('onRequest', bodyDeadline(BODY_TIMEOUT_MS));
  fastify.addHook('onRequest', corsHook(policy));
  fastify.addHook('onRequest', accessHook(policy, readiness));
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!policy.isOpen(pathOf(request.raw.url ?? '/'))) activity.note();
    done();
  });
}
