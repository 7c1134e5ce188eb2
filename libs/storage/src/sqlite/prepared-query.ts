import type { SQLInputValue, StatementSync } from 'node:sqlite';

class Placeholder {
  constructor(readonly name: string) {}
}

/** Stands for the input while a query is built: every member is a placeholder that poses as the value. */
export type Placeholders<Input> = { readonly [Name in keyof Input]-?: Exclude<Input[Name], undefined> };

export function placeholders<Input>(): Placeholders<Input> {
  return new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) }) as Placeholders<Input>;
}

/** A statement that was built and prepared once; running it only binds values. */
export class PreparedQuery<Input, Row> {
  readonly #bindings: readonly unknown[];

  constructor(
    private readonly statement: StatementSync,
    parameters: readonly unknown[],
  ) {
    this.#bindings = parameters;
  }

  get(input: Input): Row | undefined {
    return this.statement.get(...this.#values(input)) as Row | undefined;
  }

  all(input: Input): Row[] {
    return this.statement.all(...this.#values(input)) as Row[];
  }

  /** The rows one by one: those that nobody asks for are not read. */
  iterate(input: Input): Iterable<Row> {
    return this.statement.iterate(...this.#values(input)) as Iterable<Row>;
  }

  /** Answers how many rows were changed. */
  run(input: Input): number {
    return Number(this.statement.run(...this.#values(input)).changes);
  }

  #values(input: Input): SQLInputValue[] {
    return this.#bindings.map((bound) =>
      bound instanceof Placeholder ? input[bound.name as keyof Input] : bound,
    ) as SQLInputValue[];
  }
}
