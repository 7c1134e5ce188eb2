import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { agentServerOutline } from '@openhands-nest/contracts/agent-server';
import { appOutline } from '@openhands-nest/contracts/app';
import { documentDeclarations } from '@openhands-nest/contracts/documentation';
import { tidyDocument, type OpenApiDocument } from '@openhands-nest/contracts/schema';
import { AgentServerApiModule } from '../agent-server-api/agent-server-api.module.js';
import { AppApiModule } from '../app-api/app-api.module.js';
import { AGENT_SERVER_PREFIX } from '../surfaces.js';

/** The documents of the two surfaces. */
export interface Documents {
  readonly app: OpenApiDocument;
  readonly agentServer: OpenApiDocument;
}

/** Reads both documents off an application's controllers. */
export function documentsOf(app: INestApplication): Documents {
  documentDeclarations();
  const agentServer = SwaggerModule.createDocument(app, agentServerOutline() as OpenAPIObject, {
    include: [AgentServerApiModule],
    autoTagControllers: false,
  });
  const appDocument = SwaggerModule.createDocument(app, appOutline() as OpenAPIObject, {
    include: [AppApiModule],
    autoTagControllers: false,
  });
  return { app: tidyDocument(appDocument), agentServer: withOwnPaths(tidyDocument(agentServer)) };
}

/** How the end of a path that spans slashes is called by default, and by us. */
const REST_OF_PATH = /\/\{path\}$/;
const FILE_PATH = '/{file_path}';

/** The Agent Server's paths as they are on its own port. */
function withOwnPaths(document: OpenApiDocument): OpenApiDocument {
  const own = Object.entries(document.paths)
    .filter(([path]) => path.startsWith(`${AGENT_SERVER_PREFIX}/`))
    .map(([path, item]): [string, unknown] => [
      path.slice(AGENT_SERVER_PREFIX.length).replace(REST_OF_PATH, FILE_PATH),
      item,
    ]);
  return { ...document, paths: Object.fromEntries(own) as OpenApiDocument['paths'] };
}
