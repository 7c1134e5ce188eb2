import { SkillFormatError } from './skill-format-error.js';

export interface MarkdownDocument {
  /** What stands between the two lines of dashes at the top; empty without them. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const HEADER = /^\uFEFF?---[ \t]*\r?\n(?<header>[\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)(?<body>[\s\S]*)$/;
const MAX_HEADER_CHARS = 64 * 1024;

/** Takes a Markdown file apart. @throws SkillFormatError for a header that is no YAML object */
export async function readMarkdown(text: string): Promise<MarkdownDocument> {
  const groups = HEADER.exec(text)?.groups;
  if (!groups) return { header: {}, body: text.trim() };
  return { header: await readHeader(groups.header ?? ''), body: (groups.body ?? '').trim() };
}

async function readHeader(yaml: string): Promise<Record<string, unknown>> {
  if (yaml.length > MAX_HEADER_CHARS) throw new SkillFormatError('The header between the dashes is too long.');
  const { parse } = await import('yaml');
  const header: unknown = attempt((): unknown => parse(yaml, { maxAliasCount: 10, prettyErrors: false }));
  if (header === null || header === undefined) return {};
  if (typeof header === 'object' && !Array.isArray(header)) return header as Record<string, unknown>;
  throw new SkillFormatError('The header between the dashes must be a list of keys with values, in YAML.');
}

function attempt<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new SkillFormatError(`The header between the dashes is no YAML: ${(error as Error).message}`);
  }
}
