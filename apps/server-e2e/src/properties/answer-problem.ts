import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ApiDocument, JsonSchema, Operation } from './api-document.js';
import type { GeneratedRequest } from './requests-to.js';

/** Milliseconds after which a request counts as hanging. */
const PATIENCE_MS = 15_000;
const NOT_BUILT = 501;
const JSON_TYPE = /^application\/json\b/;

/** Sends requests and judges the answers by a document. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });

  constructor(
    private readonly origin: string,
    private readonly document: ApiDocument,
  ) {}

  /** What is wrong with the answer to a request, as a sentence; undefined when nothing is. */
  async problem(operation: Operation, request: GeneratedRequest): Promise<string | undefined> {
    const { status, type, text } = await this.#send(request);
    if (status >= 500 && status !== NOT_BUILT) return `answered ${status}: ${text.slice(0, 500)}`;
    const schema = operation.answers[status]?.content?.['application/json']?.schema;
    if (!schema || !JSON_TYPE.test(type)) return undefined;
    return this.#misfit(schema, JSON.parse(text));
  }

  async #send({ method, target, body }: GeneratedRequest): Promise<{ status: number; type: string; text: string }> {
    const answer = await fetch(this.origin + target, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && 'json' in body && { body: body.json, headers: { 'content-type': 'application/json' } }),
      ...(body && 'form' in body && { body: formOf(body.form) }),
    });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, text: await answer.text() };
  }

  #misfit(schema: JsonSchema, value: unknown): string | undefined {
    const isValid = this.#ajv.validate({ ...schema, components: this.document.components }, value);
    return isValid
      ? undefined
      : `does not fit its schema: ${this.#ajv.errorsText()} in ${JSON.stringify(value).slice(0, 500)}`;
  }
}

function formOf(files: readonly (readonly [name: string, content: string])[]): FormData {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  return form;
}
