import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { workingDirectory, type Engine } from '@openhands-nest/agent-core';
import { ProvisionError, SetupPhase } from '@openhands-nest/agent-ports';
import { isInside } from '@openhands-nest/agent-workspace';
import { HttpProblem } from '../../http/problems.js';
import { ENGINE } from '../../tokens.js';

/** Something in the directory of a conversation. */
export interface EnclosedPath {
  /** Real path of the directory. */
  readonly root: string;
  /** Without links, as far as it exists. */
  readonly path: string;
}

/** Where conversations work: whoever is let in for one of them gets no further than this. */
@Injectable()
export class ConversationPlace {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  /** Real path of its directory, once that is set up. @throws ConversationNotFoundError, HttpProblem 404, 409 */
  async rootOf(conversationId: string): Promise<string> {
    const { record } = await this.engine.get(conversationId);
    const directory =
      record.setup === SetupPhase.Done
        ? workingDirectory(record)
        : await this.engine.prepare(conversationId).catch(notSetUp);
    return realpath(directory).catch(() => {
      throw new HttpProblem(404, { detail: 'The directory of the conversation does not exist any more.' });
    });
  }

  /** @param name of the parameter, for the refusal. @throws HttpProblem 422 outside */
  async enclose(conversationId: string, given: string, name = 'path'): Promise<EnclosedPath> {
    const root = await this.rootOf(conversationId);
    const path = given.includes('\0') || !isAbsolute(given) ? undefined : await realAsFarAsItGoes(normalize(given));
    if (path !== undefined && isInside(root, path)) return { root, path };
    throw outside(name);
  }
}

export function outside(name: string): HttpProblem {
  return new HttpProblem(422, { detail: `${name} must be inside the conversation workspace` });
}

async function realAsFarAsItGoes(path: string): Promise<string> {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined || path === dirname(path)) return real ?? path;
  return join(await realAsFarAsItGoes(dirname(path)), basename(path));
}

function notSetUp(error: unknown): never {
  if (error instanceof ProvisionError)
    throw new HttpProblem(409, { detail: `The workspace could not be set up: ${error.message}` });
  throw error;
}
