import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  SECRET_MASK,
  type ProviderConnectionCreateRequest,
  type ProviderConnectionResponse,
  type ProviderConnectionUpdateRequest,
} from '@openhands-nest/contracts/agent-server';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import type { Configuration, ProviderConnection } from '../settings/configuration.js';
import { revealing } from '../settings/reveal.js';
import { SecretTokens } from '../settings/secret-tokens.js';

const MAX_CONNECTIONS = 64;

/** Keys and addresses that LLM profiles share. */
@Injectable()
export class ProviderConnectionsService {
  constructor(
    private readonly store: ConfigurationStore,
    private readonly tokens: SecretTokens,
  ) {}

  async list(): Promise<ProviderConnectionResponse[]> {
    const { connections } = await this.store.read();
    return connections.map(toResponse);
  }

  /** @throws HttpProblem 409 when there are too many; InvalidInputError */
  async create(request: ProviderConnectionCreateRequest): Promise<ProviderConnectionResponse> {
    const now = seconds();
    const connection: ProviderConnection = {
      id: randomUUID().replaceAll('-', ''),
      display_name: request.display_name,
      provider: request.provider,
      base_url: request.base_url || null,
      api_key: this.keyFrom(request.api_key),
      created_at: now,
      updated_at: now,
    };
    await this.store.change((configuration) => {
      if (configuration.connections.length >= MAX_CONNECTIONS)
        throw new HttpProblem(409, { detail: `There are ${MAX_CONNECTIONS} connections already. Delete one first.` });
      return { ...configuration, connections: [...configuration.connections, connection] };
    });
    return toResponse(connection);
  }

  /** @throws HttpProblem 404, InvalidInputError */
  async update(id: string, request: ProviderConnectionUpdateRequest): Promise<ProviderConnectionResponse> {
    if (Object.keys(request).length === 0) throw invalidInput(['body'], 'Provide at least one field to update');
    const { api_key: key, base_url: baseUrl, ...names } = request;
    const changes = {
      ...names,
      ...(key !== undefined && { api_key: this.keyFrom(key) }),
      ...(baseUrl !== undefined && { base_url: baseUrl || null }),
      updated_at: seconds(),
    };
    const changed = await this.store.change((configuration) => {
      connectionOf(configuration, id);
      return {
        ...configuration,
        connections: configuration.connections.map((connection) =>
          connection.id === id ? { ...connection, ...changes } : connection,
        ),
      };
    });
    return toResponse(connectionOf(changed, id));
  }

  /** @throws HttpProblem 404, 409 while something refers to it */
  async delete(id: string): Promise<ProviderConnectionResponse> {
    const connection = connectionOf(await this.store.read(), id);
    await this.store.change((configuration) => {
      connectionOf(configuration, id);
      refuseWhileUsed(configuration, id);
      return { ...configuration, connections: configuration.connections.filter((other) => other.id !== id) };
    });
    return toResponse(connection);
  }

  private keyFrom(given: string): string {
    const key = given === SECRET_MASK ? '' : revealing(this.tokens, ['body', 'api_key'])(given);
    if (key?.trim()) return key;
    throw invalidInput(['body', 'api_key'], 'Enter the key itself');
  }
}

function connectionOf({ connections }: Configuration, id: string): ProviderConnection {
  const connection = connections.find((candidate) => candidate.id === id);
  if (connection) return connection;
  throw new HttpProblem(404, { detail: `Provider connection '${id.slice(0, 100)}' not found` });
}

function refuseWhileUsed({ profiles, agentSettings }: Configuration, id: string): void {
  const names = Object.entries(profiles).filter(([, llm]) => llm.provider_connection_id === id);
  const users = names.map(([name]) => `LLM profile '${name}'`).sort();
  if (agentSettings.agent_kind === 'openhands' && agentSettings.llm.provider_connection_id === id)
    users.push('the settings');
  if (users.length > 0)
    throw new HttpProblem(409, {
      detail: `The connection is used by ${users.join(', ')}. Choose another one there first.`,
    });
}

function toResponse({ api_key: key, ...connection }: ProviderConnection): ProviderConnectionResponse {
  return { ...connection, api_key_set: key !== '' };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
