import type { HookOutcome } from '@openhands-nest/agent-ports';

/** What a hook's answer says beside its exit code. */
export type Decision = Pick<HookOutcome, 'reason' | 'additionalContext'> & { readonly blocked: boolean };

const SILENT: Decision = { blocked: false };

/** The decision in a command's output, which is JSON or means nothing in particular. */
export function readDecision(stdout: string): Decision {
  const answer = objectIn(stdout);
  if (!answer) return SILENT;
  return {
    blocked: isDenial(answer['decision']) || ('continue' in answer && !answer['continue']),
    ...textMember('reason', answer['reason']),
    ...textMember('additionalContext', answer['additionalContext']),
  };
}

/** The verdict in a model's answer: the first JSON object in it. Undefined: it has given none. */
export function readVerdict(answer: string): { readonly blocked: boolean; readonly reason: string } | undefined {
  const verdict = firstObjectIn(answer);
  const decision = verdict?.['decision'];
  if (typeof decision !== 'string' || !/^(allow|deny)$/i.test(decision)) return undefined;
  const reason = verdict?.['reason'];
  return { blocked: isDenial(decision), reason: typeof reason === 'string' ? reason : '' };
}

function isDenial(decision: unknown): boolean {
  return typeof decision === 'string' && decision.toLowerCase() === 'deny';
}

function textMember<K extends string>(key: K, value: unknown): { readonly [P in K]?: string } {
  if (value === undefined || value === null) return {};
  return { [key]: typeof value === 'string' ? value : JSON.stringify(value) } as { readonly [P in K]?: string };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Models put prose and fences around what they were asked for. */
function firstObjectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const ends = [...text.matchAll(/\}/g)].map(({ index }) => index + 1).slice(-MAX_BRACES);
  for (const { index } of [...text.matchAll(/\{/g)].slice(0, MAX_BRACES)) {
    for (const end of ends) {
      const found = end > index ? objectIn(text.slice(index, end)) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/** Braces looked at from either end, so that a long answer costs no more than a short one. */
const MAX_BRACES = 20;
