import 'reflect-metadata';
import { readOptions, USAGE, type Options } from './options.js';
import { run } from './run.js';

/** 0: all is equal. 1: something differs. 2: the comparison could not be made. */
process.exitCode = await main();

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    return failed(`${messageOf(error)}\n${USAGE}`);
  }
  try {
    const { table, problems } = await run(options);
    console.log(table.join('\n'));
    if (problems.length > 0) console.error(`\n${problems.join('\n')}`);
    return problems.length > 0 ? 1 : 0;
  } catch (error) {
    return failed(messageOf(error));
  }
}

function failed(message: string): number {
  console.error(message);
  return 2;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
