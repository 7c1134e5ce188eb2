import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FeedbackDataModel } from '@openhands-nest/contracts/app';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';

/** One line of JSON for each, below DATA_DIR, for the operator to read. */
const FILE = 'feedback.jsonl';
const MAX_BYTES = 16 * 1024 * 1024;

/** Keeps what people think of conversations. Nothing leaves the machine. */
@Injectable()
export class FeedbackStore {
  constructor(private readonly config: ServerConfig) {}

  /** Answers the id of the entry. @throws HttpProblem 507 when there is too much */
  async add(conversationId: string, feedback: FeedbackDataModel): Promise<string> {
    const file = join(this.config.DATA_DIR, FILE);
    const size = (await stat(file).catch(() => undefined))?.size ?? 0;
    if (size > MAX_BYTES)
      throw new HttpProblem(507, { error: `The server keeps no more feedback. Its operator can move ${FILE} away.` });
    const id = randomUUID();
    const entry = { id, at: new Date().toISOString(), conversation_id: conversationId, ...feedback };
    await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    return id;
  }
}
