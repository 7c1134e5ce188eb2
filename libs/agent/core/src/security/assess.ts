import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { someMatch, type RiskPattern, type RiskPatterns, type SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import type { Opinions } from './outside-opinions.js';
import { argumentTexts, oneLine, spokenTexts, type JudgedCall } from './call-text.js';
import { findDangers } from './shell/find-dangers.js';
import { worstOf } from './risk-order.js';

const NONE: Opinions = new Map();

/** How dangerous an analyzer finds a call. @param opinions of those who had to be asked before; who is not among them does not know */
export function assess(analyzer: SecurityAnalyzerSpec, call: JudgedCall, opinions: Opinions = NONE): SecurityRisk {
  switch (analyzer.kind) {
    case 'LLMSecurityAnalyzer':
      return call.security_risk;
    case 'PatternSecurityAnalyzer':
      return byPatterns(analyzer, call);
    case 'PolicyRailSecurityAnalyzer':
      return byRails(call);
    case 'EnsembleSecurityAnalyzer':
      return together(
        analyzer.analyzers.map((member) => assess(member, call, opinions)),
        analyzer.propagate_unknown,
      );
    case 'GraySwanAnalyzer':
    case 'ToolShieldLLMSecurityAnalyzer':
      return opinions.get(analyzer)?.risk ?? SecurityRisk.Unknown;
  }
}

/** Whether the model itself is asked how dangerous its calls are. */
export function asksModel(analyzer: SecurityAnalyzerSpec | undefined): boolean {
  if (analyzer?.kind === 'EnsembleSecurityAnalyzer') return analyzer.analyzers.some(asksModel);
  return analyzer?.kind === 'LLMSecurityAnalyzer';
}

function byPatterns(patterns: RiskPatterns, call: JudgedCall): SecurityRisk {
  const texts = argumentTexts(call);
  const done = oneLine(texts);
  const all = oneLine([...texts, ...spokenTexts(call)]);
  if (matches(patterns.high_patterns, done) || matches(patterns.injection_high_patterns, all)) return SecurityRisk.High;
  // Words that are quoted, or put together in another way than a pattern foresees.
  const dangers = texts.map(findDangers);
  if (dangers.some(({ deletes }) => deletes)) return SecurityRisk.High;
  if (matches(patterns.medium_patterns, done) || matches(patterns.injection_medium_patterns, all))
    return SecurityRisk.Medium;
  return dangers.some(({ isMaskedDeletion }) => isMaskedDeletion) ? SecurityRisk.Unknown : SecurityRisk.Low;
}

function byRails(call: JudgedCall): SecurityRisk {
  const dangers = argumentTexts(call).map(findDangers);
  if (dangers.some((found) => found.runsFetched || found.writesDisk || found.deletesCritically))
    return SecurityRisk.High;
  return dangers.some(({ isUncertain }) => isUncertain) ? SecurityRisk.Unknown : SecurityRisk.Low;
}

function together(risks: readonly SecurityRisk[], propagateUnknown: boolean): SecurityRisk {
  if (propagateUnknown && risks.includes(SecurityRisk.Unknown)) return SecurityRisk.Unknown;
  return worstOf(risks);
}

const compiled = new Map<string, RegExp>();
/** Clients bring patterns of their own; those that are not used any more must not stay. */
const MAX_COMPILED = 500;

/** What cannot be told in time counts as found: a person may look at it. */
function matches(patterns: readonly RiskPattern[], text: string): boolean {
  const expressions = patterns.map(([pattern]) => regexOf(pattern));
  return someMatch(expressions, text) ?? true;
}

function regexOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const regex = new RegExp(pattern, 'i');
  compiled.set(pattern, regex);
  return regex;
}
