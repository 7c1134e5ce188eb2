import type { CriticFeature, CriticFeatures, CriticResult } from '@openhands-nest/agent-ports';
import { CONTEXT_LABELS, CRITIC_LABELS, FOLLOW_UP_TIMING, SENTIMENT, SUCCESS_LABEL } from './critic-labels.js';

/** What is less probable is not shown. */
const SHOWN_FROM = 0.2;

type Group = Exclude<keyof CriticFeatures, 'sentiment'>;
type Probabilities = Readonly<Record<string, number>>;

/** What the probabilities of a service mean. @throws Error when they do not belong to these labels */
export function serviceVerdict(
  labels: readonly string[],
  values: readonly number[],
  eventIds: readonly string[],
): CriticResult {
  if (values.length !== labels.length)
    throw new Error(`The critic knows ${values.length} labels, and ${labels.length} were expected.`);
  const probabilities = Object.fromEntries(labels.map((label, index) => [label, values[index] ?? 0]));
  const score = probabilities[SUCCESS_LABEL];
  if (score === undefined || score < 0 || score > 1) throw new Error('The critic gave no score between 0 and 1.');
  const sorted = Object.fromEntries(Object.entries(probabilities).sort(([, one], [, other]) => other - one));
  return {
    score,
    message: `Success: ${score.toFixed(2)}; ${JSON.stringify(sorted)}`,
    metadata: { event_ids: eventIds, categorized_features: featuresOf(probabilities) },
  };
}

function featuresOf(probabilities: Probabilities): CriticFeatures {
  const found = Object.entries(probabilities)
    .filter(([name, probability]) => isFeature(name) && probability >= SHOWN_FROM)
    .sort(([, one], [, other]) => other - one);
  const inGroup = (group: Group): CriticFeature[] =>
    found.flatMap(([name, probability]) =>
      groupOf(name) === group ? [{ name, display_name: titleOf(name), probability }] : [],
    );
  return {
    sentiment: sentimentOf(probabilities),
    agent_behavioral_issues: inGroup('agent_behavioral_issues'),
    user_followup_patterns: inGroup('user_followup_patterns'),
    infrastructure_issues: inGroup('infrastructure_issues'),
    other: inGroup('other'),
  };
}

function isFeature(name: string): boolean {
  return name !== SUCCESS_LABEL && !name.startsWith(SENTIMENT) && !CONTEXT_LABELS.includes(name);
}

function groupOf(name: string): Group {
  const isOneOf = (labels: readonly string[]): boolean => labels.includes(name);
  if (isOneOf(CRITIC_LABELS.agent_issue_labels)) return 'agent_behavioral_issues';
  if (isOneOf(CRITIC_LABELS.user_followup_labels) || name === FOLLOW_UP_TIMING) return 'user_followup_patterns';
  return isOneOf(CRITIC_LABELS.infra_labels) ? 'infrastructure_issues' : 'other';
}

/** `loop_behavior` as `Loop Behavior`. */
function titleOf(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** What is said of the moods is made to add up to one. */
function sentimentOf(probabilities: Probabilities): CriticFeatures['sentiment'] {
  const raw = Object.entries(probabilities).filter(([name]) => name.startsWith(SENTIMENT));
  if (raw.length === 0) return null;
  const sum = raw.reduce((total, [, value]) => total + Math.exp(value), 0);
  const all = raw.map(([name, value]) => [name.slice(SENTIMENT.length), Math.exp(value) / sum] as const);
  const [mood, probability] = all.reduce((best, each) => (each[1] > best[1] ? each : best));
  return { predicted: titleOf(mood), probability, all: Object.fromEntries(all) };
}
