import {
  AcpError,
  AcpErrorKind,
  type AcpAgent,
  type AcpPrompt,
  type AcpReply,
  type AcpSession,
} from '@openhands-nest/agent-ports';
import { isMethodNotFound, promptFailure, sentence } from './acp-failures.js';
import type { AcpProgram } from './acp-program.js';
import { IdleWatch } from './idle-watch.js';
import { RpcError, type Json } from './json-rpc.js';
import { chooseModel } from './choose-model.js';
import { promptBlocks } from './prompt-blocks.js';
import { SessionInbox, type Listener } from './session-inbox.js';
import { ToolCalls } from './tool-calls.js';
import { within } from './within.js';

/** Milliseconds that a change of the model may take. */
const MODEL_MS = 30_000;

export interface AcpSessionOptions {
  readonly program: AcpProgram;
  readonly session: AcpSession;
  readonly resumed: boolean;
  readonly directory: string;
  readonly promptTimeoutMs: number;
  /** Milliseconds that the program gets to stop when it is asked to. */
  readonly cancelMs: number;
}

/** The session of a program. */
export class LiveAcpSession implements AcpAgent {
  constructor(private readonly options: AcpSessionOptions) {}

  get session(): AcpSession {
    return this.options.session;
  }

  get resumed(): boolean {
    return this.options.resumed;
  }

  get alive(): boolean {
    return this.options.program.rpc.isOpen;
  }

  async prompt({ content, signal, onText, onThought, onToolCall }: AcpPrompt): Promise<AcpReply> {
    const toolCalls = new ToolCalls(onToolCall);
    try {
      const reply = await this.exchange(
        this.session.id,
        promptBlocks(content),
        { onText, onThought, toolCalls },
        signal,
      );
      toolCalls.end(reply.stopReason === 'cancelled' ? 'failed' : 'completed');
      return reply;
    } catch (error) {
      toolCalls.end('failed');
      throw error;
    }
  }

  async ask(question: string, signal: AbortSignal): Promise<AcpReply> {
    const sessionId = await this.fork();
    return this.exchange(sessionId, [{ type: 'text', text: question }], {}, signal);
  }

  async setModel(model: string): Promise<void> {
    const { program, session } = this.options;
    const late = () =>
      new AcpError(AcpErrorKind.Timeout, 'The agent did not say in time whether it takes this model. Ask again later.');
    try {
      await within(MODEL_MS, chooseModel(program.rpc, session, model), late);
    } catch (error) {
      if (error instanceof AcpError) throw error;
      throw new AcpError(AcpErrorKind.Refused, `The agent does not take the model "${model}": ${sentence(error)}`);
    }
  }

  close(): Promise<void> {
    return this.options.program.kill();
  }

  private async exchange(
    sessionId: string,
    prompt: readonly Json[],
    listener: Listener,
    signal: AbortSignal,
  ): Promise<AcpReply> {
    const { program, promptTimeoutMs } = this.options;
    const idle = new IdleWatch(promptTimeoutMs, () => idleError(promptTimeoutMs));
    const inbox = new SessionInbox(listener, () => idle.sign());
    const stop = program.listen(sessionId, inbox);
    const answered = program.rpc.request('session/prompt', { sessionId, prompt });
    answered.catch(() => undefined);
    try {
      const answer = await Promise.race([answered, aborted(signal), idle.passed]);
      if (answer !== 'aborted') return inbox.reply(answer);
      const last = await this.cancel(sessionId, answered);
      return inbox.reply({ ...last, stopReason: last['stopReason'] ?? 'cancelled' });
    } catch (error) {
      if (error instanceof AcpError) await this.cancel(sessionId, answered);
      throw promptFailure(error, program.lastWords);
    } finally {
      idle.stop();
      stop();
    }
  }

  /** Asks the program to stop. One that does not say in time that it has is ended. */
  private async cancel(sessionId: string, answered: Promise<Json>): Promise<Json> {
    const { program, cancelMs } = this.options;
    program.rpc.notify('session/cancel', { sessionId });
    try {
      return await within(cancelMs, answered, () => new Error('It goes on.'));
    } catch {
      await program.kill();
      return {};
    }
  }

  private async fork(): Promise<string> {
    const { program, directory, session } = this.options;
    try {
      const params = { sessionId: session.id, cwd: directory, mcpServers: [] };
      const { sessionId } = await program.rpc.request('session/fork', params);
      if (typeof sessionId === 'string') return sessionId;
      throw new RpcError(0, 'it names no session');
    } catch (error) {
      throw isMethodNotFound(error)
        ? new AcpError(
            AcpErrorKind.Refused,
            'This agent cannot be asked beside its work, because it cannot copy its session. Send it a message instead.',
          )
        : promptFailure(error, program.lastWords);
    }
  }
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  if (signal.aborted) return Promise.resolve('aborted');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('aborted'), { once: true }));
}

function idleError(limitMs: number): AcpError {
  return new AcpError(
    AcpErrorKind.PromptTimeout,
    `The agent gave no sign of life for ${Math.round(limitMs / 1000)} seconds, so its work was broken off. ` +
      'Send a message to go on, or give it more time (acp_prompt_timeout).',
  );
}
