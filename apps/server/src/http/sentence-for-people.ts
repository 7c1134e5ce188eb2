import { AGENT_SERVER_PREFIX } from '../surfaces.js';
import type { Answer } from './problem-answers.js';

const MOST = 3;

interface Issue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}

/**
 * A refusal with one sentence beside its list: the frontend of 0.53 shows people the `message` of an answer, and knows nothing of
 * lists. The clients of the Agent Server read the list.
 * @param path of the request, as it came in
 */
export function withSentence({ status, body }: Answer, path: string): Answer {
  const issues = status === 422 && typeof body === 'object' ? (body as { detail?: unknown }).detail : undefined;
  if (!Array.isArray(issues) || issues.length === 0 || isOfAgentServer(path)) return { status, body };
  return { status, body: { ...(body as object), message: sentenceOn(issues as Issue[]) } };
}

function isOfAgentServer(path: string): boolean {
  return path === AGENT_SERVER_PREFIX || path.startsWith(`${AGENT_SERVER_PREFIX}/`);
}

function sentenceOn(issues: readonly Issue[]): string {
  const told = issues.slice(0, MOST).map(({ loc, msg }) => {
    const place = loc.slice(1).filter((part) => typeof part === 'string');
    return place.length > 0 ? `${place.join('.')}: ${msg}` : msg;
  });
  const left = issues.length - told.length;
  return told.join('; ') + (left > 0 ? `; and ${left} more` : '');
}
