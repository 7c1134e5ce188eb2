import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ApiDocument, Operation } from './api-document.js';
import type { GeneratedRequest } from './requests-to.js';
import { sendRequest, type ReceivedAnswer } from './send-request.js';

/** Milliseconds after which a request counts as hanging. */
const PATIENCE_MS = 15_000;
const NOT_BUILT = 501;
const DOCUMENT = 'document';
const JSON_TYPE = /^application\/json\b/;

/** Sends requests and judges the answers by a document. */
export class Judge {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });

  constructor(
    private readonly origin: string,
    document: ApiDocument,
  ) {
    // All of it, so that what several answers have in common is compiled once.
    this.#ajv.addSchema(document, DOCUMENT);
  }

  /** What is wrong with the answer to a request, as a sentence; undefined when nothing is. */
  async problem(operation: Operation, request: GeneratedRequest): Promise<string | undefined> {
    let answer: ReceivedAnswer;
    try {
      answer = await sendRequest(this.origin, request, PATIENCE_MS);
    } catch (error) {
      return `gave no answer to ${request.method} ${request.target}: ${String(error)}`;
    }
    const problem = this.#problemOf(operation, answer);
    return problem && `${problem}, asked ${request.method} ${request.target}`;
  }

  #problemOf(operation: Operation, { status, type, text }: ReceivedAnswer): string | undefined {
    // A failure of somebody else, such as the model, is one that the document speaks of.
    const isForeseen = status === NOT_BUILT || status in operation.answers;
    if (status >= 500 && !isForeseen) return `answered ${status}: ${text.slice(0, 500)}`;
    const isDescribed = operation.answers[status]?.content?.['application/json']?.schema !== undefined;
    if (!isDescribed || !JSON_TYPE.test(type)) return undefined;
    const value: unknown = JSON.parse(text);
    return status === 422 && isSentence(value) ? undefined : this.#misfit(operation, status, value);
  }

  #misfit({ method, path }: Operation, status: number, value: unknown): string | undefined {
    const place = ['paths', path, method.toLowerCase(), 'responses', status, 'content', 'application/json', 'schema'];
    const fits = this.#ajv.getSchema(`${DOCUMENT}#${place.map(pointerPart).join('')}`);
    if (!fits) throw new Error(`The document has nothing at ${place.join(' ')}`);
    return fits(value)
      ? undefined
      : `does not fit its schema: ${this.#ajv.errorsText(fits.errors)} in ${JSON.stringify(value).slice(0, 500)}`;
  }
}

function pointerPart(name: string | number): string {
  return `/${encodeURIComponent(String(name).replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}

/** Some rules are answered by a sentence instead of a list of issues, as the reference does without a word in its document. */
function isSentence(value: unknown): boolean {
  const { detail } = value as { detail?: unknown };
  return typeof detail === 'string' || typeof (detail as { message?: unknown } | undefined)?.message === 'string';
}
