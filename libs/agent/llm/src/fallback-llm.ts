import { LlmError, LlmErrorKind, type Llm, type LlmReply, type LlmRequest } from '@openhands-nest/agent-ports';

/** Failures that another model may not have. */
const PASSING: ReadonlySet<LlmErrorKind> = new Set<LlmErrorKind>([
  LlmErrorKind.RateLimit,
  LlmErrorKind.Unavailable,
  LlmErrorKind.Timeout,
  LlmErrorKind.InternalServer,
]);

/** Finds the model of a name; undefined when there is none. */
export type OpenLlm = (name: string) => Promise<Llm | undefined>;

/**
 * A model with others behind it, which are asked in order when it fails for a reason that may pass. Every call begins with the
 * first one again. When none can answer, the failure of the first one is told.
 */
export class FallbackLlm implements Llm {
  constructor(
    private readonly first: Llm,
    private readonly names: readonly string[],
    private readonly open: OpenLlm,
  ) {}

  get model(): string {
    return this.first.model;
  }

  async complete(request: LlmRequest): Promise<LlmReply> {
    try {
      return await this.first.complete(request);
    } catch (error) {
      if (!(error instanceof LlmError) || !PASSING.has(error.kind)) throw error;
      const reply = await this.askOthers(request, error);
      if (reply) return reply;
      throw error;
    }
  }

  private async askOthers(request: LlmRequest, failure: LlmError): Promise<LlmReply | undefined> {
    let error = failure;
    for (const [index, name] of this.names.entries()) {
      const llm = await this.open(name);
      if (!llm) continue;
      request.onRetry?.({ attempt: index + 2, maxAttempts: this.names.length + 1, waitMs: 0, error });
      try {
        return await llm.complete(request);
      } catch (next) {
        if (!(next instanceof LlmError)) throw next;
        // Money spent is spent with every model.
        if (next.kind === LlmErrorKind.OutOfCredits) throw next;
        error = next;
      }
    }
    return undefined;
  }
}
