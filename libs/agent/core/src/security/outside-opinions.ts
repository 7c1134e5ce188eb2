import type { ActionEvent } from '@openhands-nest/contracts/events';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { GraySwanSpec, GuardrailSpec, SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { usageChange } from '../run/usage.js';
import type { Entry } from '../view/history.js';
import { readView } from '../view/read-view.js';
import { askGuardrail } from './guardrail.js';
import { askMonitor } from './ask-monitor.js';

type Call = EventDraft & ActionEvent;
type OutsideSpec = GraySwanSpec | GuardrailSpec;
type OutsideContext = Pick<
  RunContext,
  'journal' | 'log' | 'observationContent' | 'judges' | 'partKey' | 'createLlm' | 'logger' | 'conversationId'
>;

/** What somebody who has to be asked says of a call. */
export interface Opinion {
  readonly risk: SecurityRisk;
  /** Why it is not known, as a sentence. */
  readonly problem?: string;
}

/** Opinions about one call, by whose they are. */
export type Opinions = ReadonlyMap<SecurityAnalyzerSpec, Opinion>;

/** By the ids of the calls. Who cannot be asked does not know, and holds nothing up. */
export async function outsideOpinions(
  context: OutsideContext,
  analyzer: SecurityAnalyzerSpec | undefined,
  calls: readonly Call[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Opinions>> {
  const outside = membersOutside(analyzer);
  if (outside.length === 0 || calls.length === 0) return new Map();
  const view = await readView(context.log, context.journal.record, context.observationContent);
  const { entries } = view.history;
  const opinionsOn = async (call: Call): Promise<Opinions> =>
    new Map(
      await Promise.all(
        outside.map(async (spec) => [spec, await opinion(context, spec, entries, call, signal)] as const),
      ),
    );
  return new Map(await Promise.all(calls.map(async (call) => [call.id, await opinionsOn(call)] as const)));
}

/** Those that must be asked for their opinion, at any depth. */
function membersOutside(analyzer: SecurityAnalyzerSpec | undefined): readonly OutsideSpec[] {
  switch (analyzer?.kind) {
    case 'EnsembleSecurityAnalyzer':
      return analyzer.analyzers.flatMap(membersOutside);
    case 'GraySwanAnalyzer':
    case 'ToolShieldLLMSecurityAnalyzer':
      return [analyzer];
    default:
      return [];
  }
}

async function opinion(
  context: OutsideContext,
  spec: OutsideSpec,
  before: readonly Entry[],
  call: Call,
  signal: AbortSignal,
): Promise<Opinion> {
  try {
    return { risk: await riskBy(context, spec, before, call, signal) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const { logger, conversationId } = context;
    logger.warn('Who judges the calls of a conversation could not be asked.', {
      ...{ conversationId, analyzer: spec.kind, problem },
    });
    return { risk: SecurityRisk.Unknown, problem };
  }
}

async function riskBy(
  { judges, partKey, createLlm, journal }: OutsideContext,
  spec: OutsideSpec,
  before: readonly Entry[],
  call: Call,
  signal: AbortSignal,
): Promise<SecurityRisk> {
  const apiKey = spec.keyName === undefined ? undefined : await partKey(spec.keyName);
  if (spec.kind === 'GraySwanAnalyzer') {
    if (!judges) throw new Error('This server asks no monitors elsewhere.');
    if (apiKey === undefined)
      throw new Error('There is no key for the monitor. Set the analyzer again, with its api_key.');
    return askMonitor(judges, spec, apiKey, before, call, signal);
  }
  const llm = createLlm(apiKey === undefined ? spec.model : { ...spec.model, apiKey });
  const messages = before.flatMap((entry) => entry.messages);
  const { risk, reply } = await askGuardrail(llm, spec, messages, call, signal);
  await journal.transact((record) => usageChange(record, { usageId: spec.usageId, model: llm.model }, reply));
  return risk;
}
