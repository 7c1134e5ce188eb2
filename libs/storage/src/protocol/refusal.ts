/** Refusals that a caller tells apart; `failed` is everything else. */
export type RefusalCode = 'conversation_not_found' | 'lease_lost' | 'already_exists' | 'failed';

/** Why an operation was not performed, in a form that survives the way between threads. */
export interface RefusalNotice {
  readonly code: RefusalCode;
  /** A sentence for people. */
  readonly message: string;
  readonly conversationId?: string;
}

/** Thrown where the database is; on the other side it becomes one of the ports' errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly conversationId?: string,
  ) {
    super(message);
  }
}

export function noticeOf(error: unknown): RefusalNotice {
  if (error instanceof Refusal)
    return { code: error.code, message: error.message, conversationId: error.conversationId };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: 'failed',
    message: `The database refused the operation (${reason}). Check the free space and the permissions of its folder.`,
  };
}
