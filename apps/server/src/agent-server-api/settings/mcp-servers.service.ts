import { Injectable } from '@nestjs/common';
import {
  MCPServer,
  mcpServerComplaint,
  type MCPServerPatch,
  type SettingsResponse,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { withoutInputs } from '../../http/without-inputs.js';
import type { Configuration } from './configuration.js';
import type { Json } from './json.js';
import { mergePatch, restoreMasked } from './merge.js';
import { revealing } from './reveal.js';
import { changeSecrets } from './secret-places.js';
import { SecretTokens } from './secret-tokens.js';
import { SettingsService } from './settings.service.js';

const MAX_SERVERS = 100;
const MAX_KEY_CHARS = 128;

/** The MCP servers of the settings, one by one. They are kept; nothing is connected here. */
@Injectable()
export class McpServersService {
  constructor(
    private readonly settings: SettingsService,
    private readonly tokens: SecretTokens,
  ) {}

  async create(key: string, server: MCPServer): Promise<SettingsResponse> {
    if (key.length > MAX_KEY_CHARS)
      throw invalidInput(
        ['path', 'settings_key'],
        `String should have at most ${MAX_KEY_CHARS} characters`,
        'string_too_long',
        key,
      );
    return this.settings.change((configuration) => {
      const servers = serversOf(configuration);
      if (Object.hasOwn(servers, key)) throw new HttpProblem(409, { detail: `MCP server '${key}' already exists` });
      if (Object.keys(servers).length >= MAX_SERVERS)
        throw new HttpProblem(409, { detail: `There are ${MAX_SERVERS} MCP servers already. Delete one first.` });
      return withServers(configuration, { ...servers, [key]: this.checked({ ...server }, {}) });
    });
  }

  async patch(key: string, patch: MCPServerPatch): Promise<SettingsResponse> {
    return this.settings.change((configuration) => {
      const servers = serversOf(configuration);
      const before = known(servers, key);
      const restored = restoreMasked(patch, before) as Json;
      // A different way of signing in begins anew: fields of the former one would not fit.
      const base = restored.auth === undefined ? before : { ...before, auth: null };
      const after = mergePatch(base, restored) as Json;
      return withServers(configuration, { ...servers, [key]: this.checked(after, before) });
    });
  }

  async delete(key: string): Promise<SettingsResponse> {
    return this.settings.change((configuration) => {
      const servers = serversOf(configuration);
      known(servers, key);
      return withServers(configuration, Object.fromEntries(Object.entries(servers).filter(([name]) => name !== key)));
    });
  }

  private checked(server: Json, before: Json): MCPServer {
    const restored = restoreMasked(server, before);
    const revealed = changeSecrets({ mcp_config: { server: restored } }, revealing(this.tokens, ['body']));
    const parsed = withoutInputs(() => parseValue(MCPServer, (revealed.mcp_config as Json).server, ['body']));
    const complaint = mcpServerComplaint(parsed);
    if (complaint !== undefined) throw invalidInput(['body'], `Value error, ${complaint}`);
    return parsed;
  }
}

function known(servers: Readonly<Record<string, MCPServer>>, key: string): Json {
  const server = Object.hasOwn(servers, key) ? servers[key] : undefined;
  if (server) return { ...server };
  throw new HttpProblem(404, { detail: `MCP server '${key}' was not found` });
}

function serversOf({ agentSettings }: Configuration): Readonly<Record<string, MCPServer>> {
  return agentSettings.mcp_config;
}

function withServers(configuration: Configuration, servers: Record<string, MCPServer>): Configuration {
  return { ...configuration, agentSettings: { ...configuration.agentSettings, mcp_config: servers } };
}
