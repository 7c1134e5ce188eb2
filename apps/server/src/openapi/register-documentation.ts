import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { JSON_CONTENT_TYPE } from '../http/json-content-type.js';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import { docsPage } from './docs-page.js';
import type { Documents } from './documents-of.js';

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** `/openapi.json` and `/docs` of each surface. Documents are built when somebody asks for one, and then kept. */
export function registerDocumentation(fastify: FastifyInstance, app: INestApplication): void {
  let built: Promise<Documents> | undefined;
  // Nest's part that makes documents is loaded as late as they are.
  const build = async (): Promise<Documents> => (await import('./documents-of.js')).documentsOf(app);
  const documents = (): Promise<Documents> => (built ??= build());

  registerSurface(fastify, '', 'OpenHands', async () => (await documents()).app);
  registerSurface(fastify, AGENT_SERVER_PREFIX, 'OpenHands Agent Server', async () => (await documents()).agentServer);
}

function registerSurface(
  fastify: FastifyInstance,
  prefix: string,
  title: string,
  document: () => Promise<object>,
): void {
  fastify.get(`${prefix}/openapi.json`, async (_request, reply) =>
    reply.type(JSON_CONTENT_TYPE).send(JSON.stringify(await document())),
  );
  fastify.get(`${prefix}/docs`, (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(title)));
  fastify.get(`${prefix}/redoc`, (_request, reply) => reply.redirect('docs', 302));
  for (const [name, type] of Object.entries(ASSETS)) {
    fastify.get(`${prefix}/docs/${name}`, async (_request, reply) => {
      reply.type(type).header('cache-control', 'public, max-age=86400');
      return readFile(join(assetDirectory(), name));
    });
  }
}

function assetDirectory(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
