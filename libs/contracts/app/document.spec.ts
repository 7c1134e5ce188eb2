import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { documentDeclarations } from '@openhands-nest/contracts/documentation';
import { tidyDocument, type OpenApiDocument } from '@openhands-nest/contracts/schema';
import {
  ApiGetConversation,
  ApiNewConversation,
  ApiStartConversation,
  appOutline,
  InitSessionRequest,
  PLANNED_OPERATIONS,
  ProvidersSetModel,
} from './index.js';

@Controller('api/conversations')
class ConversationsController {
  @Post()
  @ApiNewConversation()
  create(@Body() body: InitSessionRequest): unknown {
    return body;
  }

  @Get(':conversation_id')
  @ApiGetConversation()
  get(@Param('conversation_id') id: string): unknown {
    return id;
  }

  @Post(':conversation_id/start')
  @ApiStartConversation()
  start(@Param('conversation_id') id: string, @Body() body: ProvidersSetModel): unknown {
    return [id, body];
  }
}

@Module({ controllers: [ConversationsController] })
class AppModule {}

async function documentOf(): Promise<OpenApiDocument> {
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
  documentDeclarations();
  return tidyDocument(SwaggerModule.createDocument(app, appOutline() as OpenAPIObject, { autoTagControllers: false }));
}

const referenceOf = (name: string): OpenApiDocument =>
  JSON.parse(readFileSync(new URL(`../../../tools/spec-check/specs/${name}.json`, import.meta.url), 'utf8')).document;

describe('the OpenHands document', () => {
  let ours: OpenApiDocument;
  beforeAll(async () => {
    ours = await documentOf();
  });

  it.each(['new-conversation', 'get-conversation', 'start-conversation'])('equals the reference of %s', (name) => {
    const { paths, components, ...whole } = referenceOf(name);
    expect({ ...ours, paths: undefined, components: undefined }).toEqual(whole);
    for (const [path, item] of Object.entries(paths))
      for (const [method, operation] of Object.entries(item))
        expect(ours.paths[path]).toHaveProperty(method, operation);
    for (const [schema, expected] of Object.entries(components?.schemas ?? {}))
      expect(ours.components?.schemas?.[schema]).toStrictEqual(expected);
    expect(ours.components?.securitySchemes).toStrictEqual(components?.securitySchemes);
  });

  it('plans no operation twice, and none that it has', () => {
    const planned = PLANNED_OPERATIONS.map(([method, path]) => `${method} ${path}`);
    expect(new Set(planned).size).toBe(planned.length);
    expect(
      PLANNED_OPERATIONS.filter(([method, path]) => ours.paths[path] && method.toLowerCase() in ours.paths[path]),
    ).toEqual([]);
  });
});
