import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PLANNED_OPERATIONS as AGENT_SERVER_PLANNED } from '@openhands-nest/contracts/agent-server';
import { PLANNED_OPERATIONS as APP_PLANNED } from '@openhands-nest/contracts/app';
import { DOCUMENT_FILES, DOCUMENT_NAMES, type DocumentName, type Documents, type OpenApiDocument } from './document.js';

const ROOT = new URL('../../../', import.meta.url);
const SERVER_BUNDLE = new URL('apps/server/dist/openapi.js', ROOT);
const COMMITTED = new URL('libs/contracts/openapi/', ROOT);
const KNOWN_GAPS = new URL('tools/spec-check/known-gaps.json', ROOT);

export const PLANNED = { app: APP_PLANNED, agentServer: AGENT_SERVER_PLANNED };

/** The documents of the built server, made without opening a port. */
export async function builtDocuments(bundle: URL = SERVER_BUNDLE): Promise<Required<Documents>> {
  if (!existsSync(bundle)) throw new Error('The server is not built: run `npx nx build server` first.');
  const { createDocuments } = (await import(bundle.href)) as { createDocuments: () => Promise<Required<Documents>> };
  return plain(await createDocuments());
}

/** The document that a running server shows. */
export async function servedDocument(origin: string): Promise<OpenApiDocument> {
  const url = new URL('openapi.json', origin.endsWith('/') ? origin : `${origin}/`);
  const answer = await fetch(url).catch((cause: unknown) => {
    throw new Error(`Nothing answers at ${url.href}: is the server running?`, { cause });
  });
  if (!answer.ok) throw new Error(`${url.href} answered ${answer.status} instead of a document.`);
  return (await answer.json()) as OpenApiDocument;
}

export function committedDocuments(folder: URL = COMMITTED): Documents {
  const found = DOCUMENT_NAMES.filter((name) => existsSync(fileOf(name, folder)));
  return Object.fromEntries(found.map((name) => [name, readJson(fileOf(name, folder))]));
}

export function writeDocuments(documents: Required<Documents>, folder: URL = COMMITTED): void {
  mkdirSync(folder, { recursive: true });
  for (const name of DOCUMENT_NAMES) writeJson(fileOf(name, folder), documents[name]);
}

export function allowedGaps(file: URL = KNOWN_GAPS): Record<DocumentName, number> {
  return readJson(file) as Record<DocumentName, number>;
}

/** Keeps numbers that went down; never raises one. */
export function lowerAllowedGaps(lengths: Readonly<Record<DocumentName, number>>, file: URL = KNOWN_GAPS): void {
  const before = allowedGaps(file);
  writeJson(file, Object.fromEntries(DOCUMENT_NAMES.map((name) => [name, Math.min(before[name], lengths[name])])));
}

function fileOf(name: DocumentName, folder: URL): URL {
  return new URL(DOCUMENT_FILES[name], folder);
}

function readJson(file: URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function writeJson(file: URL, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
