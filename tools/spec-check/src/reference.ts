import { readdirSync, readFileSync } from 'node:fs';
import { DOCUMENT_FILES, type DocumentName, type OpenApiDocument } from './document.js';

/** A pinned document of the reference server: one operation with everything it refers to. */
export interface Reference {
  /** File name without its ending, such as `send-message`. */
  readonly name: string;
  readonly belongsTo: DocumentName;
  readonly document: OpenApiDocument;
}

const SPECS = new URL('../specs/', import.meta.url);

export function loadReferences(folder: URL = SPECS): Reference[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (files.length === 0) throw new Error(`No reference documents in ${folder.pathname}: check them out again.`);
  return files.sort().map((file) => loadReference(folder, file));
}

function loadReference(folder: URL, file: string): Reference {
  const { source, document } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as PinnedFile;
  return { name: file.replace(/\.json$/, ''), belongsTo: documentNamedIn(source), document };
}

interface PinnedFile {
  readonly source: string;
  readonly document: OpenApiDocument;
}

function documentNamedIn(source: string): DocumentName {
  return source.includes(`/${DOCUMENT_FILES.agentServer} `) ? 'agentServer' : 'app';
}
