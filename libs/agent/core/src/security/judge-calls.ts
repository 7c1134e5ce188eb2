import type { ActionEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { ConfirmationPolicySpec, SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import { assess } from './assess.js';
import type { Opinions } from './outside-opinions.js';

type Call = EventDraft & ActionEvent;

export interface Judgement {
  /** In the order of the calls. */
  readonly risks: readonly SecurityRisk[];
  /** Tells watchers of it; none without an analyzer. */
  readonly events: readonly EventDraft[];
}

/**
 * What is to be thought of the calls of one reply. An analyzer that fails finds them dangerous.
 * @param opinions of those who had to be asked, by the ids of the calls
 */
export function judgeCalls(
  analyzer: SecurityAnalyzerSpec | undefined,
  policy: ConfirmationPolicySpec,
  calls: readonly Call[],
  opinions: ReadonlyMap<string, Opinions> = new Map(),
): Judgement {
  if (!analyzer || calls.length === 0) return { risks: calls.map(() => SecurityRisk.Unknown), events: [] };
  const judged = calls.map((call) => ({ id: call.id, ...judge(analyzer, call, opinions.get(call.id)) }));
  const details = judged.flatMap(({ id, error }) => (error === undefined ? [] : [[id, { error }]]));
  const event: EventDraft = {
    kind: EventKind.SecurityAnalysis,
    source: EventSource.Environment,
    analyzer: analyzer.kind,
    policy: policy.kind,
    risks: Object.fromEntries(judged.map(({ id, risk }) => [id, risk])),
    details: Object.fromEntries(details) as Record<string, Record<string, unknown>>,
  };
  return { risks: judged.map(({ risk }) => risk), events: [event] };
}

function judge(
  analyzer: SecurityAnalyzerSpec,
  call: Call,
  opinions?: Opinions,
): { readonly risk: SecurityRisk; readonly error?: string } {
  const problem = [...(opinions?.values() ?? [])].find((opinion) => opinion.problem !== undefined)?.problem;
  try {
    return { risk: assess(analyzer, call, opinions), ...(problem !== undefined && { error: problem }) };
  } catch (error) {
    return { risk: SecurityRisk.High, error: error instanceof Error ? error.message : String(error) };
  }
}
