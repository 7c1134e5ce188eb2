import type { Program, Workspace } from '@openhands-nest/agent-ports';
import { AcpFiles } from './acp-files.js';
import { allowing } from './allow.js';
import { JsonRpc, methodNotFound, objectOf, type Json } from './json-rpc.js';
import type { SessionInbox } from './session-inbox.js';

/** A program that speaks the protocol: what it says goes to the session that it speaks of, what it asks for is answered. */
export class AcpProgram {
  readonly rpc: JsonRpc;
  private readonly inboxes = new Map<unknown, SessionInbox>();
  private readonly files: AcpFiles;

  constructor(
    private readonly program: Program,
    workspace: Workspace,
  ) {
    this.files = new AcpFiles(workspace);
    this.rpc = new JsonRpc(program, {
      request: (method, params) => this.answer(method, params),
      notify: (method, params) => this.hear(method, params),
    });
  }

  /** What a session says until the returned function is called. Nobody hears it before and after. */
  listen(sessionId: string, inbox: SessionInbox): () => void {
    this.inboxes.set(sessionId, inbox);
    return () => this.inboxes.delete(sessionId);
  }

  /** What it wrote to its error output last. */
  get lastWords(): string {
    return this.program.errorOutput();
  }

  kill(): Promise<void> {
    return this.program.kill();
  }

  private hear(method: string, { sessionId, update }: Json): void {
    if (method === 'session/update') this.inboxes.get(sessionId)?.take(objectOf(update) ?? {});
  }

  private async answer(method: string, params: Json): Promise<unknown> {
    switch (method) {
      case 'session/request_permission':
        return allowing(params['options']);
      case 'fs/read_text_file':
        return this.files.read(params);
      case 'fs/write_text_file':
        return this.files.write(params);
      case 'elicitation/create':
        // Nobody is there who could answer.
        return { action: 'decline' };
      default:
        throw methodNotFound(method);
    }
  }
}
