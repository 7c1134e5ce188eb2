import {
  type AcpAgent,
  type AcpAgentSpec,
  type AcpReply,
  type AcpToolCall,
  type Logger,
  type OpenAcpRequest,
} from '@openhands-nest/agent-ports';
import { fakeAcpAgent, type AcpScript, type AcpStep } from '@openhands-nest/testing';
import { openAcpAgent } from '../acp/open-acp-agent.js';
import { LocalWorkspace } from './local-workspace.js';
import { neverAborted } from './tool-context.js';

export interface AcpWish extends Partial<Omit<OpenAcpRequest, 'spec'>> {
  readonly spec?: Partial<AcpAgentSpec>;
  /** Default: as long as it takes. */
  readonly cancelMs?: number;
}

/** Fake agents in a real workspace. */
export class AcpScene {
  /** What was logged. */
  readonly warnings: string[] = [];

  private constructor(readonly workspace: LocalWorkspace) {}

  static async create(): Promise<AcpScene> {
    return new AcpScene(await LocalWorkspace.create());
  }

  open(script: AcpScript, { spec, cancelMs = 60_000, ...more }: AcpWish = {}): Promise<AcpAgent> {
    const logger: Logger = { info: ignore, warn: (message) => void this.warnings.push(message), error: ignore };
    return openAcpAgent(logger, cancelMs)({
      spec: { command: fakeAcpAgent(script), promptTimeoutMs: 60_000, startupTimeoutMs: 60_000, ...spec },
      model: undefined,
      workspace: this.workspace,
      environment: {},
      mcpServers: {},
      signal: neverAborted(),
      ...more,
    });
  }

  /** What the fake agent keeps of the session. */
  async remembered(agent: AcpAgent): Promise<Record<string, unknown>> {
    const { stdout } = await this.workspace.execute({ command: ['sh', '-c', 'cat "$HOME/.fake-acp-sessions.json"'] });
    return (JSON.parse(stdout.toString()) as Record<string, Record<string, unknown>>)[agent.session.id] ?? {};
  }

  close(): Promise<void> {
    return this.workspace.close();
  }
}

/** Sends a prompt to which nobody listens. */
export function ask(agent: AcpAgent, question = 'go'): Promise<AcpReply> {
  return agent.prompt({ ...aListener(), content: [text(question)], signal: neverAborted() });
}

export function aListener() {
  const [pieces, thoughts, calls]: [string[], string[], AcpToolCall[]] = [[], [], []];
  return {
    ...{ pieces, thoughts, calls },
    onText: (piece: string) => void pieces.push(piece),
    onThought: (piece: string) => void thoughts.push(piece),
    onToolCall: (one: AcpToolCall) => void calls.push(one),
  };
}

/** Cancels as soon as the text has come. */
export function cancelling(piece: string) {
  const abort = new AbortController();
  return { abort, heard: { ...aListener(), onText: (words: string) => words.includes(piece) && abort.abort() } };
}

export function said(words: string): AcpStep[] {
  return [{ say: words }];
}

export function text(words: string) {
  return { type: 'text', text: words, cache_prompt: false } as const;
}

function ignore(): void {
  // Nobody reads this.
}
