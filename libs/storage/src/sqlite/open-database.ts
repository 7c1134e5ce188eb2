import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Connection } from './connection.js';
import { migrate } from './migrate.js';
import { openingProblem } from './opening-problem.js';

export const IN_MEMORY = ':memory:';

const CACHE_KIB = 8 * 1024;

/**
 * Pages of 4 KiB in the write-ahead log after which it is carried over to the database. That commit takes longer than
 * others: at SQLite's own 1 000 it is about every 150th of a single conversation, at 4 000 it is rarer than one in 500.
 */
const CHECKPOINT_PAGES = 4_000;

/** Milliseconds to wait while another process writes to the same file. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a database file, made when missing (mode 0600, its folder 0700), with the newest schema.
 * @throws Error with a sentence that says what to do.
 */
export async function openDatabase(file: string): Promise<Connection> {
  let connection: Connection | undefined;
  try {
    if (file !== IN_MEMORY) createFile(file);
    connection = new Connection(configured(new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })));
    await migrate(connection);
    return connection;
  } catch (error) {
    connection?.close();
    throw new Error(openingProblem(file, error), { cause: error });
  }
}

function createFile(file: string): void {
  const directory = dirname(file);
  if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 });
  // SQLite would make the file readable for everybody; its journal takes over the mode of the file.
  closeSync(openSync(file, 'a', 0o600));
}

function configured(database: DatabaseSync): DatabaseSync {
  try {
    // FULL: a commit returns after fsync, so an acknowledged event survives a power failure too.
    database.exec('pragma journal_mode = wal; pragma synchronous = full');
    database.exec(`pragma cache_size = -${CACHE_KIB}; pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
