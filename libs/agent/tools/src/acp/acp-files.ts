import { WorkspaceError, type Workspace } from '@openhands-nest/agent-ports';
import { RpcError, type Json } from './json-rpc.js';

const INVALID_PARAMS = -32_602;
const NOT_FOUND = -32_002;

/** Files of the workspace as the program sees them through its client: what its tools could not reach, it cannot either. */
export class AcpFiles {
  constructor(private readonly workspace: Workspace) {}

  /** @param params `path`; `line`, the first one, counted from 1; `limit` in lines. @throws RpcError */
  async read(params: Json): Promise<Json> {
    const text = (await this.quietly(this.workspace.readFile(pathIn(params)))).toString('utf8');
    const { line, limit } = params;
    if (typeof line !== 'number' && typeof limit !== 'number') return { content: text };
    const from = Math.max(typeof line === 'number' ? line - 1 : 0, 0);
    const lines = text.split('\n');
    return { content: lines.slice(from, typeof limit === 'number' ? from + limit : undefined).join('\n') };
  }

  /** @param params `path` and `content`. @throws RpcError */
  async write(params: Json): Promise<null> {
    const { content } = params;
    if (typeof content !== 'string') throw new RpcError(INVALID_PARAMS, 'content must be a text');
    await this.quietly(this.workspace.writeFile(pathIn(params), Buffer.from(content)));
    return null;
  }

  private async quietly<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw error instanceof WorkspaceError ? new RpcError(NOT_FOUND, error.message) : error;
    }
  }
}

function pathIn({ path }: Json): string {
  if (typeof path === 'string' && path.startsWith('/')) return path;
  throw new RpcError(INVALID_PARAMS, 'path must be an absolute path');
}
