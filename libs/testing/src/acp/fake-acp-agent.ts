import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AcpScript, AcpStep } from './acp-script.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever a client sends
type Json = Record<string, any>;

/** Program and arguments of a small agent that speaks the Agent Client Protocol by its pipes and follows the script. */
export function fakeAcpAgent(script: AcpScript): [string, ...string[]] {
  return [process.execPath, '--disable-warning=ExperimentalWarning', import.meta.filename, JSON.stringify(script)];
}

/** A refusal of a request. */
class Refusal extends Error {
  readonly code: number;
  readonly data: unknown;

  // Written out, because Node runs this file as it is.
  constructor(code: number, message: string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

class FakeAgent {
  private readonly store = `${process.env['HOME'] ?? '.'}/.fake-acp-sessions.json`;
  private readonly cancelled = new Set<string>();
  private readonly cancelling = new Map<string, () => void>();
  private readonly asked = new Map<number, (answer: Json) => void>();
  private lastId = 0;
  private signedIn = false;
  private readonly script: AcpScript;

  constructor(script: AcpScript) {
    this.script = script;
  }

  start(): void {
    if (this.script.noise) process.stdout.write(`${this.script.noise}\n`);
    createInterface({ input: process.stdin }).on('line', (line) => void this.take(JSON.parse(line) as Json));
  }

  private async take(message: Json): Promise<void> {
    const { id, method, params = {} } = message;
    if (method === undefined) return this.asked.get(id)?.(message);
    if (method === 'session/cancel') return this.cancel(params.sessionId);
    if (method === this.script.silentOn) return;
    try {
      this.send({ id, result: await this.answer(method, params) });
    } catch (error) {
      const { code = -32_603, message: text, data } = error as Refusal;
      this.send({ id, error: { code, message: text, ...(data !== undefined && { data }) } });
    }
  }

  private answer(method: string, params: Json): unknown {
    switch (method === this.script.lacks ? undefined : method) {
      case 'initialize':
        return this.greet();
      case 'authenticate':
        this.signedIn = true;
        return {};
      case 'session/new':
        return this.begin(params, []);
      case 'session/load':
        return this.load(params);
      case 'session/fork':
        return this.begin(params, this.promptsOf(params.sessionId));
      case 'session/prompt':
        return this.prompt(params);
      case 'session/set_mode':
        return this.note(params.sessionId, `mode ${params.modeId}`);
      case 'session/set_model':
        return this.setModel(params.sessionId, params.modelId);
      case 'session/set_config_option':
        return this.setModel(params.sessionId, params.value);
      default:
        throw new Refusal(-32_601, 'Method not found');
    }
  }

  private greet(): Json {
    const { protocolVersion = 1, agentInfo = { name: 'fake-agent', version: '1.0.0' }, authMethods = [] } = this.script;
    const agentCapabilities = this.script.capabilities ?? {
      loadSession: true,
      promptCapabilities: { image: true },
      mcpCapabilities: { http: true, sse: false },
    };
    return { protocolVersion, agentInfo, authMethods, agentCapabilities };
  }

  private begin({ cwd, mcpServers, _meta }: Json, prompts: string[]): Json {
    this.requireSignIn();
    const sessionId = randomUUID();
    this.write(sessionId, { cwd, mcpServers, meta: _meta ?? null, prompts, notes: [] });
    return { sessionId, ...this.script.session };
  }

  private load({ sessionId }: Json): Json {
    this.requireSignIn();
    const session = this.sessions()[sessionId];
    if (!session) throw new Refusal(-32_002, 'Session not found');
    for (const text of session.prompts)
      this.update(sessionId, { sessionUpdate: 'user_message_chunk', content: { type: 'text', text } });
    this.update(sessionId, { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: 'said long ago' } });
    return { ...this.script.session };
  }

  private requireSignIn(): void {
    const { needsVariable: name, authMethods = [] } = this.script;
    if (name === undefined) return;
    if (!process.env[name] || (authMethods.length > 0 && !this.signedIn))
      throw new Refusal(-32_000, 'Authentication required');
  }

  private setModel(sessionId: string, model: string): Json {
    const { takesModels } = this.script;
    if (takesModels && !takesModels.includes(model)) throw new Refusal(-32_602, 'Invalid params', { model });
    return this.note(sessionId, `model ${model}`);
  }

  private async prompt({ sessionId, prompt }: Json): Promise<Json> {
    const texts = (prompt as Json[]).map((block) => block['text'] ?? `[${block['type']}]`);
    const before = this.promptsOf(sessionId);
    this.write(sessionId, { ...this.sessions()[sessionId], prompts: [...before, texts.join('\n')] });
    const { prompts } = this.script;
    const steps = prompts[Math.min(before.length, prompts.length - 1)] ?? [];
    this.cancelled.delete(sessionId);
    let answer: Json = { stopReason: 'end_turn' };
    for (const step of steps) {
      if (this.cancelled.has(sessionId)) return { ...answer, stopReason: 'cancelled' };
      answer = { ...answer, ...(await this.follow(step, sessionId, texts)) };
    }
    return this.cancelled.has(sessionId) ? { ...answer, stopReason: 'cancelled' } : answer;
  }

  private async follow(step: AcpStep, sessionId: string, texts: string[]): Promise<Json | undefined> {
    if ('say' in step) this.chunk(sessionId, 'agent_message_chunk', step.say);
    if ('think' in step) this.chunk(sessionId, 'agent_thought_chunk', step.think);
    if ('recite' in step) this.recite(sessionId, step.recite === 'prompt' ? texts : this.sessions()[sessionId]);
    if ('update' in step) this.update(sessionId, step.update);
    if ('permission' in step)
      this.recite(sessionId, await this.ask('session/request_permission', { sessionId, options: step.permission }));
    if ('client' in step)
      this.recite(sessionId, await this.ask(step.client.method, { sessionId, ...step.client.params }));
    if ('shell' in step)
      this.chunk(sessionId, 'agent_message_chunk', execFileSync('sh', ['-c', step.shell], { encoding: 'utf8' }));
    if ('variable' in step) this.chunk(sessionId, 'agent_message_chunk', process.env[step.variable] ?? '(unset)');
    if ('untilCancelled' in step) await this.cancellation(sessionId);
    if ('forever' in step) await new Promise(() => undefined);
    if ('crash' in step) process.exit(step.crash);
    if ('fail' in step) throw new Refusal(step.fail.code, step.fail.message, step.fail.data);
    return 'answer' in step ? step.answer : undefined;
  }

  private cancel(sessionId: string): void {
    this.cancelled.add(sessionId);
    this.cancelling.get(sessionId)?.();
  }

  private cancellation(sessionId: string): Promise<void> {
    if (this.cancelled.has(sessionId)) return Promise.resolve();
    return new Promise((resolve) => this.cancelling.set(sessionId, resolve));
  }

  private ask(method: string, params: Json): Promise<Json> {
    const id = (this.lastId += 1);
    this.send({ id, method, params });
    return new Promise((resolve) => this.asked.set(id, ({ result, error }) => resolve(error ? { error } : result)));
  }

  private recite(sessionId: string, value: unknown): void {
    this.chunk(sessionId, 'agent_message_chunk', JSON.stringify(value));
  }

  private chunk(sessionId: string, sessionUpdate: string, text: string): void {
    this.update(sessionId, { sessionUpdate, content: { type: 'text', text } });
  }

  private update(sessionId: string, update: Json): void {
    this.send({ method: 'session/update', params: { sessionId, update } });
  }

  private note(sessionId: string, note: string): Json {
    const session: Json = this.sessions()[sessionId] ?? {};
    this.write(sessionId, { ...session, notes: [...session['notes'], note] });
    return {};
  }

  private promptsOf(sessionId: string): string[] {
    return this.sessions()[sessionId]?.prompts ?? [];
  }

  private sessions(): Record<string, Json> {
    return existsSync(this.store) ? (JSON.parse(readFileSync(this.store, 'utf8')) as Record<string, Json>) : {};
  }

  private write(sessionId: string, session: Json): void {
    writeFileSync(this.store, JSON.stringify({ ...this.sessions(), [sessionId]: session }));
  }

  private send(message: Json): void {
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }
}

if (process.argv[1] === import.meta.filename) new FakeAgent(JSON.parse(process.argv[2] ?? '{}') as AcpScript).start();
