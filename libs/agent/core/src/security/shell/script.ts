/** A word of a command. */
export interface Word {
  /** What it stands for; undefined when that is decided only when the command runs. */
  readonly value: string | undefined;
  /** The beginning that is known in any case. */
  readonly known: string;
  /** Commands inside it, `$(…)`, `` `…` `` and `<(…)`: their output becomes the word, or what the word names. */
  readonly inner: readonly Script[];
}

export interface Redirection {
  readonly operator: string;
  readonly target: Word;
}

/** A simple command: words, and where its input and output go. */
export interface Command {
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  /** Text of a here-document or here-string. */
  readonly input?: string;
}

/** Commands of which each reads what the one before it writes. */
export type Pipeline = readonly Command[];

/** What is left of a shell script when only its commands count: neither order nor conditions. */
export type Script = readonly Pipeline[];
