import { createHmac } from 'node:crypto';
import type { Clock, Logger } from '@openhands-nest/agent-ports';
import { Slots } from './slots.js';
import type { WebhookSpec } from './webhook-spec.js';

const TIMEOUT_MS = 30_000;
/** Milliseconds between two attempts, at most. */
const LONGEST_DELAY_MS = 300_000;
/** The same, at least, once the failure was reported: a receiver that is gone must not cost much. */
const SHORTEST_LATE_DELAY_MS = 1_000;
/** Posts to one webhook at the same time. */
const MAX_POSTS = 8;

export interface WebhookSenderOptions {
  readonly spec: WebhookSpec;
  /** Sent along as `X-Session-API-Key`, so that the receiver can call back. */
  readonly sessionKey: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds that one attempt may take. Default: 30 000. */
  readonly timeoutMs?: number;
}

/** Posts to one webhook. */
export class WebhookSender {
  readonly #slots = new Slots(MAX_POSTS);

  constructor(private readonly options: WebhookSenderOptions) {}

  /** Resolves when the receiver has taken the body, however long that takes. Rejects with the signal's reason. */
  async deliver(path: string, body: string, signal: AbortSignal): Promise<void> {
    const { spec, clock, logger } = this.options;
    for (let failures = 0; ;) {
      const problem = await this.#attempt(path, body, signal);
      // What was taken is taken, also when the end comes in the same moment.
      if (problem === undefined) {
        if (failures > spec.numRetries) logger.info('A webhook takes posts again.', { webhook: this.#name, path });
        return;
      }
      signal.throwIfAborted();
      failures += 1;
      if (failures === spec.numRetries + 1) {
        const details = { webhook: this.#name, path, attempts: failures, problem };
        logger.error('A webhook does not take posts. They are kept, and tried again ever more rarely.', details);
      }
      await clock.sleep(this.#delayAfter(failures), signal);
    }
  }

  /** Why it failed, without anything of the body; undefined when it did not. */
  async #attempt(path: string, body: string, signal: AbortSignal): Promise<string | undefined> {
    const release = await this.#slots.acquire();
    try {
      const response = await fetch(this.options.spec.baseUrl + path, {
        method: 'POST',
        headers: this.#headers(body),
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.ok ? undefined : `it answered ${response.status}`;
    } catch (error) {
      const { cause, message } = error as Error;
      return cause instanceof Error ? cause.message : message;
    } finally {
      release();
    }
  }

  #headers(body: string): Record<string, string> {
    const { spec, sessionKey } = this.options;
    const { secret } = spec;
    return {
      ...spec.headers,
      ...(sessionKey !== undefined && { 'X-Session-API-Key': sessionKey }),
      'Content-Type': 'application/json',
      ...(secret !== undefined && { 'X-OpenHands-Signature-256': `sha256=${signatureOf(body, secret)}` }),
    };
  }

  #delayAfter(failures: number): number {
    const { numRetries, retryDelayMs } = this.options.spec;
    const delay = Math.min(retryDelayMs * 2 ** (failures - 1), LONGEST_DELAY_MS);
    return failures > numRetries ? Math.max(delay, SHORTEST_LATE_DELAY_MS) : delay;
  }

  /** Addresses may hold keys. */
  get #name(): string {
    return new URL(this.options.spec.baseUrl).host;
  }
}

function signatureOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
