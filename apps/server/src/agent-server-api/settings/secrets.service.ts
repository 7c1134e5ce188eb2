import { Inject, Injectable } from '@nestjs/common';
import type { SettingsStore } from '@openhands-nest/agent-ports';
import {
  SECRET_MASK,
  SECRET_NAME,
  type SecretCreateRequest,
  type SecretItemResponse,
} from '@openhands-nest/contracts/agent-server';
import { parseSchema, text } from '@openhands-nest/contracts/schema';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { SETTINGS_STORE } from '../../tokens.js';
import { SecretTokens } from './secret-tokens.js';
import { revealing } from './reveal.js';
import { readUserSecret, USER_SECRET_PREFIX } from './user-secrets.js';

const MAX_SECRETS = 500;
/** Longest value that the environment of a program can hold. */
const MAX_VALUE_CHARS = 128 * 1024 - 100;

/** Secrets of the server's user, by name. */
@Injectable()
export class SecretsService {
  constructor(
    @Inject(SETTINGS_STORE) private readonly store: SettingsStore,
    private readonly tokens: SecretTokens,
  ) {}

  async list(): Promise<SecretItemResponse[]> {
    return Promise.all(
      (await this.names()).map(async (name) => ({
        name,
        description: (await readUserSecret(this.store, name))?.description ?? null,
      })),
    );
  }

  async put({ name, value, description = null }: SecretCreateRequest): Promise<SecretItemResponse> {
    const plain = revealing(this.tokens, ['body', 'value'])(value) ?? '';
    const complaint = complaintAbout(plain);
    if (complaint !== undefined) throw invalidInput(['body', 'value'], complaint);
    const names = await this.names();
    if (!names.includes(name) && names.length >= MAX_SECRETS)
      throw new HttpProblem(409, { detail: `There are ${MAX_SECRETS} secrets already. Delete one first.` });
    await this.store.writeSecret(USER_SECRET_PREFIX + name, JSON.stringify({ value: plain, description }));
    return { name, description };
  }

  /** @throws HttpProblem 404, InvalidValueError */
  async valueOf(name: string): Promise<string> {
    const secret = await readUserSecret(this.store, checkedName(name));
    if (secret) return secret.value;
    throw new HttpProblem(404, { detail: 'Secret not found' });
  }

  async delete(name: string): Promise<void> {
    if (await this.store.deleteSecret(USER_SECRET_PREFIX + checkedName(name))) return;
    throw new HttpProblem(404, { detail: 'Secret not found' });
  }

  private async names(): Promise<string[]> {
    const names = await this.store.listSecretNames();
    return names
      .filter((name) => name.startsWith(USER_SECRET_PREFIX))
      .map((name) => name.slice(USER_SECRET_PREFIX.length));
  }
}

function complaintAbout(value: string): string | undefined {
  if (value === '' || value === SECRET_MASK) return 'Secret value must not be empty or redacted';
  return value.length > MAX_VALUE_CHARS ? `A secret has at most ${MAX_VALUE_CHARS} characters` : undefined;
}

function checkedName(name: string): string {
  return parseSchema(text({ pattern: SECRET_NAME }), name, ['path', 'name']) as string;
}
