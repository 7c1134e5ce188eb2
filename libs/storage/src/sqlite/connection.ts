import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type Compilable } from 'kysely';
import { PreparedQuery, type Placeholders, placeholders } from './prepared-query.js';
import type { Database } from './schema.js';

/** Searches combine filters freely; more different texts than this are not worth keeping. */
const MAX_STATEMENTS = 200;

/** One SQLite database, used synchronously: queries are built by Kysely and run by statements that are kept. */
export class Connection {
  /** Builds queries and runs migrations. */
  readonly builder: Kysely<Database>;
  readonly #statements = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {
    this.builder = new Kysely<Database>({ dialect: new SqliteDialect({ database: kyselyView(database) }) });
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  /** Builds a query once; its parameters are the members that the builder takes from its argument. */
  prepare<Input, Row = unknown>(
    build: (parameters: Placeholders<Input>, builder: Kysely<Database>) => Compilable<Row>,
  ): PreparedQuery<Input, Row> {
    const { sql, parameters } = build(placeholders<Input>(), this.builder).compile();
    return new PreparedQuery<Input, Row>(this.database.prepare(sql), parameters);
  }

  /** Runs a query that depends on its input by more than parameters. */
  all<Row>(query: Compilable<Row>): Row[] {
    const { sql, parameters } = query.compile();
    return this.#statement(sql).all(...(parameters as SQLInputValue[])) as Row[];
  }

  /** Runs SQL without parameters and results, such as `begin`. */
  execute(sql: string): void {
    this.#statement(sql).run();
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;

    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    const statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function kyselyView(database: DatabaseSync) {
  return {
    close: () => database.close(),
    prepare: (sql: string) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (values: readonly unknown[]) => statement.all(...(values as SQLInputValue[])),
        run: (values: readonly unknown[]) => statement.run(...(values as SQLInputValue[])),
        iterate: (values: readonly unknown[]) => statement.iterate(...(values as SQLInputValue[])),
      };
    },
  };
}
