import { Controller, Get } from '@nestjs/common';
import {
  ApiAlive,
  ApiHealth,
  ApiReady,
  ApiRoot,
  ApiServerInfo,
  type ServerInfo,
  type ServerStatus,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { Activity } from '../../http/activity.js';
import { Readiness } from '../../http/readiness.js';
import { onAgentServer } from '../../surfaces.js';
import { usableTools } from '../tools/usable-tools.js';

/** Protocol level that clients gate their features on: what we speak, not our own version. */
const PROTOCOL_VERSION = '1.58.0';

/** Signs of life in the form of the Agent Server. Open to everybody. */
@Controller(onAgentServer(''))
export class ServerDetailsController {
  constructor(
    private readonly readiness: Readiness,
    private readonly activity: Activity,
  ) {}

  @Get('health')
  @ApiHealth()
  health(): ServerStatus {
    return { status: 'ok' };
  }

  @Get('alive')
  @ApiAlive()
  alive(): ServerStatus {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiReady()
  ready(): ServerStatus {
    if (this.readiness.isReady) return { status: 'ready' };
    throw new HttpProblem(503, { status: 'initializing', message: this.readiness.message });
  }

  @Get()
  @ApiRoot()
  root(): ServerInfo {
    return this.serverInfo();
  }

  @Get('server_info')
  @ApiServerInfo()
  serverInfo(): ServerInfo {
    return {
      uptime: Math.floor(process.uptime()),
      idle_time: this.activity.idleSeconds,
      title: 'OpenHands Agent Server',
      version: PROTOCOL_VERSION,
      sdk_version: PROTOCOL_VERSION,
      tools_version: PROTOCOL_VERSION,
      workspace_version: PROTOCOL_VERSION,
      build_git_sha: 'unknown',
      build_git_ref: 'unknown',
      // Only shown to people; this server has no Python in it.
      python_version: `node ${process.versions.node}`,
      usable_tools: usableTools(),
      runtime_idle_timeout_seconds: null,
      conversation_runtime: 'local',
      available_conversation_runtimes: [],
      capabilities: [],
      app_backend_ingress_url: null,
      max_foreground_terminal_timeout_seconds: null,
      docs: '/docs',
      redoc: '/redoc',
    };
  }
}
