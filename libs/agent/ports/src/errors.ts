import { ErrorCode } from '@openhands-nest/contracts/vocabulary';

/** A refusal that a caller can react to. The server maps each code to one HTTP status; messages are sentences for people. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;
  override get name(): string {
    return this.constructor.name;
  }
}

export class ConversationNotFoundError extends DomainError {
  override readonly code = ErrorCode.ConversationNotFound;
  constructor(readonly conversationId: string) {
    super(`Conversation ${conversationId} does not exist.`);
  }
}

export class EventNotFoundError extends DomainError {
  override readonly code = ErrorCode.EventNotFound;
  constructor(
    readonly conversationId: string,
    readonly eventId: string,
  ) {
    super(`Conversation ${conversationId} has no event ${eventId}.`);
  }
}

export class RunInProgressError extends DomainError {
  override readonly code = ErrorCode.RunInProgress;
  constructor(readonly conversationId: string) {
    super('The conversation is already running. Wait until it has finished, or pause it first.');
  }
}

export class ConversationOwnedElsewhereError extends DomainError {
  override readonly code = ErrorCode.ConversationOwnedElsewhere;
  constructor(
    readonly conversationId: string,
    readonly owner: string,
  ) {
    super(`Conversation ${conversationId} is being served by another process (${owner}).`);
  }
}

/** The write was refused because a later owner has taken the conversation. Whoever sees this must stop writing. */
export class LeaseLostError extends DomainError {
  override readonly code = ErrorCode.LeaseLost;
  constructor(readonly conversationId: string) {
    super(`This process no longer owns conversation ${conversationId}.`);
  }
}

export class LlmNotConfiguredError extends DomainError {
  override readonly code = ErrorCode.LlmNotConfigured;
  constructor() {
    super(
      'No model is configured. Choose one in the settings, or set LLM_MODEL and LLM_API_KEY (and LLM_BASE_URL for a server of your own) and start the server again.',
    );
  }
}

export class GoalInProgressError extends DomainError {
  override readonly code = ErrorCode.GoalInProgress;
  constructor(readonly conversationId: string) {
    super('The conversation is already working on a goal. Wait until it is reached, or stop it first.');
  }
}

/** There is nothing to work on; the message says why. */
export class GoalRefusedError extends DomainError {
  override readonly code = ErrorCode.GoalRefused;
}

/** A model that was asked beside a run has failed; the message says how. */
export class ModelFailedError extends DomainError {
  override readonly code = ErrorCode.ModelFailed;
}

/** An agent that is a program of its own does not do what it was asked; the message says why. */
export class AgentRefusedError extends DomainError {
  override readonly code = ErrorCode.AgentRefused;
}

/** Such an agent has not said in time whether it does what it was asked. */
export class AgentTimeoutError extends DomainError {
  override readonly code = ErrorCode.AgentTimeout;
}

export class CondensationUnavailableError extends DomainError {
  override readonly code = ErrorCode.CondensationUnavailable;
  constructor() {
    super('The conversation has no condenser that can sum it up. Create it with an LLMSummarizingCondenser.');
  }
}

export class InvalidRequestError extends DomainError {
  override readonly code = ErrorCode.InvalidRequest;
}

export class RepositoryNotAllowedError extends DomainError {
  override readonly code = ErrorCode.RepositoryNotAllowed;
}

export class NotImplementedError extends DomainError {
  override readonly code = ErrorCode.NotImplemented;
}

export class AlreadyExistsError extends DomainError {
  override readonly code = ErrorCode.AlreadyExists;
}

export class TooManySubscribersError extends DomainError {
  override readonly code = ErrorCode.TooManySubscribers;
}

/** Told to the model, which may have made the id up. */
export class UnknownTaskError extends Error {
  override readonly name = 'UnknownTaskError';
  constructor(taskId: string, known: readonly string[]) {
    const there = known.length === 0 ? 'There are no tasks yet.' : `There are: ${known.join(', ')}.`;
    super(`There is no task "${taskId.slice(0, 100)}" to resume. ${there}`);
  }
}

export class ServerClosingError extends DomainError {
  override readonly code = ErrorCode.ServerClosing;
  constructor() {
    super('The server is shutting down. Try again in a moment.');
  }
}
