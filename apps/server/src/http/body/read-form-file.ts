import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { HttpProblem, InvalidInputError } from '../problems.js';
import { StreamedBody } from './streamed-body.js';

/** Milliseconds without a byte after which an upload counts as broken off. */
const STALL_MS = 60_000;
/** What a form may hold besides its file. */
const LIMITS = { fields: 20, fieldSize: 64 * 1024, files: 4, parts: 24, headerPairs: 20 };
/** The same for a form of many files. */
const LIMITS_OF_MANY = { ...LIMITS, files: 1000, parts: 1020 };

/** @param name that the sender gave the file */
type Use<T> = (content: Readable, name: string) => Promise<T>;

/**
 * Reads a form up to its end and hands the content of one file field over while it arrives, so that a file of any size takes little
 * memory. Answers what `use` answers. When the form breaks off, `use` sees its content fail and is waited for.
 * @throws InvalidInputError when the field is missing, HttpProblem 400 for a broken form
 */
export async function readFormFile<T>(body: unknown, field: string, use: Use<T>): Promise<T> {
  const [result] = await readForm(body, field, use, LIMITS);
  return result as T;
}

/** The same for all files of a field, one after another. */
export function readFormFiles<T>(body: unknown, field: string, use: Use<T>): Promise<T[]> {
  return readForm(body, field, use, LIMITS_OF_MANY);
}

async function readForm<T>(body: unknown, field: string, use: Use<T>, limits: typeof LIMITS): Promise<T[]> {
  if (!(body instanceof StreamedBody) || !/^multipart\/form-data\s*;/i.test(body.contentType)) throw missing(field);
  const { stream } = body;
  const form = parserFor(body.contentType, limits);
  const taking = new FileTaking(form, field, use, limits === LIMITS ? 1 : limits.files);
  const stall = watchStall(stream);
  try {
    await Promise.race([throughForm(stream, form), taking.failure]);
  } catch (error) {
    stream.unpipe(form);
    stream.resume();
    await taking.cancel();
    throw toProblem(error);
  } finally {
    stall.stop();
  }
  if (taking.results.length === 0) throw missing(field);
  return Promise.all(taking.results);
}

/** The first files of the field, and what becomes of them; other files are read past. */
class FileTaking<T> {
  readonly results: Promise<T>[] = [];
  /** Never resolves; rejects as soon as `use` does. */
  readonly failure: Promise<never>;
  #content: Readable | undefined;

  constructor(form: BusboyInstance, field: string, use: Use<T>, most: number) {
    const { promise, reject } = Promise.withResolvers<never>();
    this.failure = promise;
    form.on('file', (name: string, content: Readable, fileName: string | undefined) => {
      // Whoever reads it learns of a failure by reading; nobody may be there yet.
      content.on('error', () => undefined);
      if (name !== field || this.results.length >= most) return void content.resume();
      this.#content = content;
      const result = use(content, fileName ?? '');
      result.catch(reject);
      this.results.push(result);
    });
  }

  async cancel(): Promise<void> {
    this.#content?.destroy(new Error('the upload broke off'));
    await Promise.allSettled(this.results);
  }
}

function parserFor(contentType: string, limits: typeof LIMITS): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch (error) {
    throw toProblem(error);
  }
}

function throughForm(stream: Readable, form: BusboyInstance): Promise<void> {
  return new Promise((resolve, reject) => {
    form.on('finish', resolve).on('error', reject);
    stream.on('error', reject).on('close', () => {
      if (!stream.readableEnded) reject(new Error('the connection ended'));
    });
    stream.pipe(form);
  });
}

/** Cuts a sender off who sends nothing any more. */
function watchStall(stream: Readable): { stop(): void } {
  const timer = setTimeout(() => stream.destroy(), STALL_MS);
  const renew = (): void => void timer.refresh();
  stream.on('data', renew);
  return {
    stop() {
      clearTimeout(timer);
      stream.off('data', renew);
    },
  };
}

/** What the system refused is passed on; all else is a form that cannot be read. */
function toProblem(error: unknown): unknown {
  if (error instanceof HttpProblem || (error as NodeJS.ErrnoException).syscall) return error;
  return new HttpProblem(400, { detail: `The form cannot be read: ${(error as Error).message}` });
}

function missing(field: string): InvalidInputError {
  return new InvalidInputError([{ type: 'missing', loc: ['body', field], msg: 'Field required', input: null }]);
}
