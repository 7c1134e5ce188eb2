import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SEEDS = new URL('../../../../tools/spec-check/specs/', import.meta.url);

interface Seed {
  readonly document: {
    readonly paths: Record<string, Record<string, { readonly responses: Record<string, SeedResponse> }>>;
  };
}

interface SeedResponse {
  readonly content?: { readonly 'application/json'?: { readonly schema: object } };
}

/** What the reference documents say of one operation's answers. */
interface SeedOperation {
  readonly method: string;
  readonly path: RegExp;
  /** By status; undefined where the document shows no body. */
  readonly answers: ReadonlyMap<number, ValidateFunction | undefined>;
}

const operations = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.json'))
  .map(readSeed);

/**
 * Checks an answer of one of the five reference operations against its published schema. Answers of other operations, and
 * statuses that the documents do not list (such as 401), are let through. @throws Error saying what is wrong
 */
export function checkAgainstSeed(method: string, path: string, status: number, body: string): void {
  const operation = operations.find((candidate) => candidate.method === method && candidate.path.test(path));
  const validate = operation?.answers.get(status);
  if (!validate || validate(JSON.parse(body))) return;
  throw new Error(`${method} ${path} answered ${status} with ${body}, but: ${JSON.stringify(validate.errors)}`);
}

function readSeed(name: string): SeedOperation {
  const { document } = JSON.parse(readFileSync(new URL(name, SEEDS), 'utf8')) as Seed;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'seed');
  const [[path, item] = ['', {}]] = Object.entries(document.paths);
  const [[method, operation] = ['', { responses: {} }]] = Object.entries(item);
  const answers = Object.entries(operation.responses).map(([status, response]) => {
    const pointer = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
      .map(escapePointer)
      .join('/');
    return [Number(status), response.content ? ajv.compile({ $ref: `seed#/${pointer}` }) : undefined] as const;
  });
  return { method: method.toUpperCase(), path: patternOf(path), answers: new Map(answers) };
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
}
