import type { ToolAnnotations } from './tool.js';

/** A tool that a client brings with it and carries out itself. */
export interface ClientToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object: the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Absent: the tool may do anything. */
  readonly annotations?: (Omit<Partial<ToolAnnotations>, 'title'> & { readonly title?: string | null }) | null;
}
