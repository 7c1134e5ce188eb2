import { Controller, Get, Inject } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import {
  ApiDesktopUrl,
  ApiVSCodeStatus,
  ApiVSCodeUrl,
  VSCodeUrlQuery,
  type VSCodeUrlResponse,
} from '@openhands-nest/contracts/agent-server';
import { RuntimeConversationId } from '../../http/conversation-id.decorator.js';
import { HttpProblem } from '../../http/problems.js';
import { QueryOf } from '../../http/query.decorator.js';
import { onAgentServer, onBothSurfaces } from '../../surfaces.js';
import { ENGINE } from '../../tokens.js';

const NO_EDITOR = 'This server has no VS Code. Open the directory of the workspace in an editor of your own.';
const NO_DESKTOP = 'This server has no desktop. Programs of a workspace can be reached by their ports.';

interface EditorStatus extends Record<string, boolean | string> {
  readonly running: boolean;
  readonly enabled: boolean;
  readonly message: string;
}

const STATUS: EditorStatus = { running: false, enabled: false, message: NO_EDITOR };

/** Other programs that the reference server brings along: here there are none, in the form in which it says that they are disabled. */
@Controller(onAgentServer('api'))
export class EditorController {
  @Get('vscode/status')
  @ApiVSCodeStatus()
  status(): EditorStatus {
    return STATUS;
  }

  @Get('vscode/url')
  @ApiVSCodeUrl()
  url(@QueryOf(VSCodeUrlQuery) _query: VSCodeUrlQuery): VSCodeUrlResponse {
    throw missing(NO_EDITOR);
  }

  @Get('desktop/url')
  @ApiDesktopUrl()
  desktop(): VSCodeUrlResponse {
    throw missing(NO_DESKTOP);
  }
}

@Controller(onBothSurfaces('api/conversations/:runtime_conversation_id/vscode'))
export class ConversationEditorController {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  @Get('status')
  @ApiVSCodeStatus('conversation')
  async status(@RuntimeConversationId() id: string): Promise<EditorStatus> {
    await this.engine.get(id);
    return STATUS;
  }

  @Get('url')
  @ApiVSCodeUrl('conversation')
  async url(
    @RuntimeConversationId() id: string,
    @QueryOf(VSCodeUrlQuery) _query: VSCodeUrlQuery,
  ): Promise<VSCodeUrlResponse> {
    await this.engine.get(id);
    throw missing(NO_EDITOR);
  }
}

/** The reference keeps the words of a 503 apart from `detail`. */
function missing(sentence: string): HttpProblem {
  return new HttpProblem(503, { detail: 'Internal Server Error', exception: `503: ${sentence}` });
}
