import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { MCPOAuthStartResponse, MCPOAuthStatusResponse } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { MCP_PROBE } from '../../tokens.js';
import { SecretTokens } from '../settings/secret-tokens.js';
import type { McpProbe, McpProbeRequest } from './mcp-probe.js';
import { signInTrial } from './sign-in-trial.js';
import { SignInJob } from './sign-in-job.js';

/** Milliseconds that a person has, and for which the outcome is kept. */
const LIFETIME_MS = 15 * 60_000;
const MAX_JOBS = 50;
/** Milliseconds for which a callback waits for the outcome. */
const OUTCOME_MS = 5_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Sign-ins to MCP servers that are under way, or have ended a while ago. */
@Injectable()
export class SignInJobs implements OnModuleDestroy {
  readonly #jobs = new Map<string, { readonly job: SignInJob; readonly timer: NodeJS.Timeout }>();

  constructor(
    @Inject(MCP_PROBE) private readonly probe: McpProbe,
    private readonly tokens: SecretTokens,
  ) {}

  async start(request: McpProbeRequest): Promise<MCPOAuthStartResponse> {
    const job = this.#add(await this.#jobFor(request));
    const moved = await within(Math.min(Math.max(request.timeoutMs, 1_000), 30_000), job.moved);
    const { status, ok, authorization_url, error, error_kind } = job.status();
    const common = { ok, job_id: job.id };
    if (authorization_url) return { ...common, authorization_url };
    if (status === 'failed') return { ...common, error: error ?? '', error_kind: error_kind ?? 'unknown' };
    if (moved) return common;
    return { ...common, ok: false, error: 'The server did not say in time where to sign in.', error_kind: 'timeout' };
  }

  status(jobId: string): MCPOAuthStatusResponse {
    return this.#get(jobId).status();
  }

  /** @throws HttpProblem 400, 404, 409 */
  async callback(jobId: string, callbackUrl: string): Promise<MCPOAuthStatusResponse> {
    const job = this.#get(jobId);
    const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
    if (url?.protocol !== 'http:' || !LOOPBACK.has(url.hostname)) throw refused(400, 'Invalid OAuth callback URL');
    if (job.callbackUrl === undefined) throw refused(409, 'OAuth callback is not ready');
    const expected = new URL(job.callbackUrl);
    if (url.port !== expected.port || url.pathname !== expected.pathname || !job.take(url.searchParams))
      throw refused(400, 'Unexpected OAuth callback URL');
    await within(OUTCOME_MS, job.ended);
    return job.status();
  }

  onModuleDestroy(): void {
    for (const id of this.#jobs.keys()) this.#remove(id);
  }

  async #jobFor(request: McpProbeRequest): Promise<SignInJob> {
    const trial = await signInTrial(request.server, this.tokens);
    if (!trial) throw refused(400, "MCP OAuth start requires auth.strategy='oauth2'");
    const { authorization } = trial;
    const probe = () => this.probe({ ...request, authorization });
    return new SignInJob({ authorization, probe, state: () => trial.state() });
  }

  #add(job: SignInJob): SignInJob {
    const [oldest] = this.#jobs.keys();
    if (this.#jobs.size >= MAX_JOBS && oldest !== undefined) this.#remove(oldest);
    const timer = setTimeout(() => this.#remove(job.id), LIFETIME_MS).unref();
    this.#jobs.set(job.id, { job, timer });
    return job;
  }

  #get(id: string): SignInJob {
    const found = this.#jobs.get(id);
    if (found) return found.job;
    throw refused(404, 'MCP OAuth job not found');
  }

  #remove(id: string): void {
    const { job, timer } = this.#jobs.get(id) ?? {};
    clearTimeout(timer);
    job?.cancel();
    this.#jobs.delete(id);
  }
}

function refused(status: number, detail: string): HttpProblem {
  return new HttpProblem(status, { detail });
}

/** Whether the promise was kept within this many milliseconds. */
async function within(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds).unref();
  const kept = await Promise.race([promise.then(() => true), late.promise]);
  clearTimeout(timer);
  return kept;
}
