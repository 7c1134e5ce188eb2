/** A piece of a reply that the model is still writing. */
export interface ReplyPiece {
  /** Id of the first event that the reply will become. */
  readonly replyId: string;
  /** From 1 on: a further attempt begins the reply anew. */
  readonly attempt: number;
  /** 0, 1, 2 … within the attempt. */
  readonly order: number;
  readonly text?: string;
  readonly reasoning?: string;
}
