/** The two documents, named like the files they are published in. */
export const DOCUMENT_FILES = { app: 'openapi.json', agentServer: 'agent-sdk.json' } as const;
export type DocumentName = keyof typeof DOCUMENT_FILES;
export const DOCUMENT_NAMES = Object.keys(DOCUMENT_FILES) as DocumentName[];

/** The parts of an OpenAPI document that are looked at by name; all others are compared as they are. */
export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [part: string]: unknown;
}

/** What was found of each document; one that was not asked for is absent. */
export type Documents = Readonly<Partial<Record<DocumentName, OpenApiDocument>>>;
