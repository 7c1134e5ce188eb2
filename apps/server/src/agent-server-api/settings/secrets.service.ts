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
import { allSecrets, deleteSecret, readUserSecret, secretNames, writeSecret } from './user-secrets.js';

const MAX_SECRETS = 500;
/** Longest value that the environment of a program can hold. */
const MAX_VALUE_CHARS = 128 * 1024 - 100;

/** Secrets of the server's user, by name. */
@Injectable()
export class SecretsService {
  /** Changes that look before they write follow each other. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SETTINGS_STORE) private readonly store: SettingsStore,
    private readonly tokens: SecretTokens,
  ) {}

  async list(): Promise<SecretItemResponse[]> {
    const secrets = await allSecrets(this.store);
    return [...secrets].map(([name, { description }]) => ({ name, description }));
  }

  put(request: SecretCreateRequest): Promise<SecretItemResponse> {
    return this.#inTurn(() => this.#put(request));
  }

  /** False when there is a secret of that name already. */
  create(request: SecretCreateRequest): Promise<boolean> {
    return this.#inTurn(async () => {
      if ((await secretNames(this.store)).includes(request.name)) return false;
      await this.#put(request);
      return true;
    });
  }

  /** Gives a secret another name, or only another description. */
  rename(
    name: string,
    { name: newName, description = null }: Omit<SecretCreateRequest, 'value'>,
  ): Promise<'renamed' | 'taken' | 'unknown'> {
    return this.#inTurn(async () => {
      const names = await secretNames(this.store);
      const secret = names.includes(name) ? await readUserSecret(this.store, name) : undefined;
      if (!secret) return 'unknown';
      if (newName !== name && names.includes(newName)) return 'taken';
      await writeSecret(this.store, newName, { ...secret, description });
      if (newName !== name) await deleteSecret(this.store, name);
      return 'renamed';
    });
  }

  async #put({ name, value, description = null }: SecretCreateRequest): Promise<SecretItemResponse> {
    const plain = revealing(this.tokens, ['body', 'value'])(value) ?? '';
    const complaint = complaintAbout(plain);
    if (complaint !== undefined) throw invalidInput(['body', 'value'], complaint);
    const names = await secretNames(this.store);
    if (!names.includes(name) && names.length >= MAX_SECRETS)
      throw new HttpProblem(409, { detail: `There are ${MAX_SECRETS} secrets already. Delete one first.` });
    await writeSecret(this.store, name, { value: plain, description });
    return { name, description };
  }

  /** @throws HttpProblem 404, InvalidValueError */
  async valueOf(name: string): Promise<string> {
    const secret = await readUserSecret(this.store, checkedName(name));
    if (secret) return secret.value;
    throw new HttpProblem(404, { detail: 'Secret not found' });
  }

  async delete(name: string): Promise<void> {
    if (await this.remove(checkedName(name))) return;
    throw new HttpProblem(404, { detail: 'Secret not found' });
  }

  /** False when there was none. */
  remove(name: string): Promise<boolean> {
    return this.#inTurn(() => deleteSecret(this.store, name));
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(change);
    this.#changes = done.catch(() => undefined);
    return done;
  }
}

function complaintAbout(value: string): string | undefined {
  if (value === '' || value === SECRET_MASK) return 'Secret value must not be empty or redacted';
  return value.length > MAX_VALUE_CHARS ? `A secret has at most ${MAX_VALUE_CHARS} characters` : undefined;
}

function checkedName(name: string): string {
  return parseSchema(text({ pattern: SECRET_NAME }), name, ['path', 'name']) as string;
}
