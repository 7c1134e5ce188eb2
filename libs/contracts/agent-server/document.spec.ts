import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { documentDeclarations } from '@openhands-nest/contracts/documentation';
import { tidyDocument, type OpenApiDocument } from '@openhands-nest/contracts/schema';
import {
  agentServerOutline,
  ApiAlive,
  ApiCountEvents,
  ApiGetEvent,
  ApiHealth,
  ApiInterruptConversation,
  ApiPauseConversation,
  ApiReady,
  ApiRunConversation,
  ApiSearchEvents,
  ApiSendMessage,
  ApiServerInfo,
  EventSearchQuery,
  PLANNED_OPERATIONS,
  SendMessageRequest,
} from './index.js';

@Controller('api/conversations/:conversation_id')
class ConversationController {
  @Post('run')
  @ApiRunConversation()
  run(@Param('conversation_id') id: string): unknown {
    return id;
  }

  @Post('pause')
  @ApiPauseConversation()
  pause(): void {}

  @Post('interrupt')
  @ApiInterruptConversation()
  interrupt(): void {}

  @Post('events')
  @ApiSendMessage()
  send(@Param('conversation_id') id: string, @Body() body: SendMessageRequest): unknown {
    return [id, body];
  }

  @Get('events/search')
  @ApiSearchEvents()
  search(@Param('conversation_id') id: string, @Query() query: EventSearchQuery): unknown {
    return [id, query];
  }

  @Get('events/count')
  @ApiCountEvents()
  count(): void {}

  @Get('events/:event_id')
  @ApiGetEvent()
  get(): void {}
}

@Controller()
class ServerController {
  @Get('alive')
  @ApiAlive()
  alive(): void {}

  @Get('health')
  @ApiHealth()
  health(): void {}

  @Get('ready')
  @ApiReady()
  ready(): void {}

  @Get('server_info')
  @ApiServerInfo()
  info(): void {}
}

@Module({ controllers: [ConversationController, ServerController] })
class AgentServerModule {}

async function documentOf(): Promise<OpenApiDocument> {
  const app = await NestFactory.create(AgentServerModule, new FastifyAdapter(), { logger: false });
  documentDeclarations();
  return tidyDocument(
    SwaggerModule.createDocument(app, agentServerOutline() as OpenAPIObject, { autoTagControllers: false }),
  );
}

const referenceOf = (name: string): OpenApiDocument =>
  JSON.parse(readFileSync(new URL(`../../../tools/spec-check/specs/${name}.json`, import.meta.url), 'utf8')).document;

describe('the Agent Server document', () => {
  let ours: OpenApiDocument;
  beforeAll(async () => {
    ours = await documentOf();
  });

  it('says of a value of any type nothing but its title', () => {
    const event = ours.components?.schemas?.ConversationStateUpdateEvent as { properties: Record<string, object> };
    expect(event.properties.value).toEqual({ title: 'Value' });
    expect(JSON.stringify(ours)).not.toContain('x-anything');
  });

  it.each(['send-message', 'run-conversation'])('equals the reference of %s', (name) => {
    const { paths, components, ...whole } = referenceOf(name);
    expect({ ...ours, paths: undefined, components: undefined }).toEqual(whole);
    for (const [path, item] of Object.entries(paths))
      for (const [method, operation] of Object.entries(item))
        expect(ours.paths[path]).toHaveProperty(method, operation);
    for (const [schema, expected] of Object.entries(components?.schemas ?? {}))
      expect(ours.components?.schemas?.[schema]).toStrictEqual(expected);
  });

  it('shows the query of a search, and each parameter once', () => {
    const parameters = ours.paths['/api/conversations/{conversation_id}/events/search']?.get?.parameters ?? [];
    const names = parameters.map((parameter: object) => ('name' in parameter ? parameter.name : ''));
    expect([...names].sort()).toEqual([
      'body',
      'conversation_id',
      'kind',
      'limit',
      'page_id',
      'sort_order',
      'source',
      'timestamp__gte',
      'timestamp__lt',
    ]);
  });

  it('refers to nothing that it does not show', () => {
    const references = JSON.stringify(ours).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    const missing = [...references].map(([, name]) => name ?? '').filter((name) => !ours.components?.schemas?.[name]);
    expect(missing).toEqual([]);
  });

  it('plans no operation twice, and none that it has', () => {
    const planned = PLANNED_OPERATIONS.map(([method, path]) => `${method} ${path}`);
    expect(new Set(planned).size).toBe(planned.length);
    expect(
      PLANNED_OPERATIONS.filter(([method, path]) => ours.paths[path] && method.toLowerCase() in ours.paths[path]),
    ).toEqual([]);
  });
});
