import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Engine } from '@openhands-nest/agent-core';
import { isInside } from '@openhands-nest/agent-workspace';
import { ConversationPlace } from '../../agent-server-api/conversation-runtime/conversation-place.js';
import { ENGINE } from '../../tokens.js';
import { foundView } from '../conversations/found-view.js';

/** Directories of conversations as 0.53 means them: what holds the clone, where there is one, and not the clone itself. */
@Injectable()
export class AppWorkspace {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly place: ConversationPlace,
  ) {}

  /** Real path of the workspace, once that is set up. @param given id as the client wrote it @throws HttpProblem 404, 409 */
  async rootOf(id: string | undefined, given: string): Promise<string> {
    const { record } = await foundView(this.engine, id, given);
    const working = await this.place.rootOf(record.id);
    const whole = await realpath(record.spec.workspace.directory).catch(() => working);
    return isInside(whole, working) ? whole : working;
  }
}

/** A path as a client gave it, relative to the workspace; undefined for one that lies outside. @param root real path */
export function insideOf(root: string, given: string): string | undefined {
  if (given.includes('\0')) return undefined;
  const path = resolve(root, given);
  return isInside(root, path) ? relative(root, path) : undefined;
}

/** Whether a path leads nowhere but into the workspace, links included. @param root real path */
export async function staysInside(root: string, path: string): Promise<boolean> {
  const real = await realpath(resolve(root, path)).catch(() => undefined);
  return real !== undefined && isAbsolute(real) && isInside(root, real);
}
