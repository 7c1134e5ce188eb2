import type { FetchLike, Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { McpAddressSpec, McpProgramSpec, McpServerSpec, Workspace } from '@openhands-nest/agent-ports';
import { boundedFetch } from './bounded-fetch.js';
import { answerIfLost } from './lost-answers.js';
import { McpProblem } from './mcp-problem.js';
import { ProgramTransport } from './program-transport.js';
import type { McpAuthorization } from './sign-in/mcp-authorization.js';
import { untilAborted } from './until-aborted.js';

/** Milliseconds that a farewell may take. */
const FAREWELL_MS = 1_000;

export interface OpenedTransport {
  readonly transport: Transport;
  /** What can be said about its end beside the error itself. */
  detail(): string;
  /** Tells the server that nobody comes back. */
  leave(): Promise<void>;
}

/** The way to a server, not yet connected. The protocol's package is loaded here, at the first use. @throws McpProblem, WorkspaceError */
export async function openTransport(
  server: McpServerSpec,
  workspace: () => Promise<Workspace>,
  authorization?: McpAuthorization,
): Promise<OpenedTransport> {
  if (server.transport === 'stdio') return toProgram(server, await workspace());
  if (!URL.canParse(server.url))
    throw new McpProblem('connection', 'Its url is not valid: give a whole one, with https://.');
  const plain = authorization?.signed(fetch) ?? fetch;
  return server.transport === 'sse' ? toEventSource(server, plain) : toAddress(server, plain);
}

async function toProgram({ command, args, env, cwd }: McpProgramSpec, workspace: Workspace): Promise<OpenedTransport> {
  const { deserializeMessage } = await import('@modelcontextprotocol/sdk/shared/stdio.js');
  const program = await workspace.startProgram({ command: [command, ...args], env, ...(cwd && { cwd }) });
  return {
    transport: new ProgramTransport(program, deserializeMessage),
    leave: nothing,
    detail: () => {
      const said = program.errorOutput().trim();
      return said === '' ? '' : `Its last words: ${said.slice(-600)}`;
    },
  };
}

async function toEventSource({ url, headers }: McpAddressSpec, plain: FetchLike): Promise<OpenedTransport> {
  const { SSEClientTransport } = await import('@modelcontextprotocol/sdk/client/sse.js');
  return watched(
    plain,
    (fetch) => new SSEClientTransport(new URL(url), { requestInit: { headers }, fetch }),
    // Answers come on another stream than the requests.
    () => undefined,
  );
}

async function toAddress({ url, headers }: McpAddressSpec, plain: FetchLike): Promise<OpenedTransport> {
  const { StreamableHTTPClientTransport } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  let leave = nothing;
  const opened = watched(
    plain,
    (fetch) => {
      const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers }, fetch });
      leave = () => untilAborted(transport.terminateSession(), AbortSignal.timeout(FAREWELL_MS)).catch(nothing);
      return transport;
    },
    answerIfLost,
  );
  return { ...opened, leave: () => leave() };
}

/** A transport over HTTP that ends when the server sends too much. */
function watched(
  plain: FetchLike,
  create: (fetch: FetchLike) => Transport,
  onEnd: (transport: Transport, requestBody: string) => void,
): OpenedTransport {
  let problem = '';
  const transport = create(
    boundedFetch(
      {
        tooLarge: () => {
          problem = 'It sent an answer of more than 32 MiB.';
          void transport.close();
        },
        ended: (requestBody) => onEnd(transport, requestBody),
      },
      plain,
    ),
  );
  return { transport, detail: () => problem, leave: nothing };
}

async function nothing(): Promise<void> {
  // A server without sessions needs no farewell.
}
