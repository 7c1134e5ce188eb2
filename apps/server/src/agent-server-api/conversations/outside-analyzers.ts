import { randomUUID } from 'node:crypto';
import { ANALYZER_KEY } from '@openhands-nest/agent-core';
import type { SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';
import { Field, integer, Model, nullable, number, text } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';
import { llmSettingsOf } from './llm-document.js';
import { secretText, STARS, withoutSecrets } from './without-secrets.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

/** Who judges calls, and the keys of those whom it asks, by the names that it gives them. */
export interface ReadAnalyzer {
  readonly analyzer: SecurityAnalyzerSpec;
  readonly keys: Readonly<Record<string, string>>;
}

/** The policy that Gray Swan uses when none is named. */
const USUAL_POLICY = '689ca4885af3538a39b2ba04';
const USUAL_MONITOR = 'https://api.grayswan.ai/cygnal/monitor';
/** Under which a guardrail is counted whose model has no usage id. */
const USUAL_USAGE_ID = 'security-analyzer';
const NO_USAGE_ID = 'default';

/** The timeout is in seconds. */
@Model()
class GraySwanDocument {
  @Field(integer({ minimum: 0, maximum: 1000, default: 20 })) readonly history_limit!: number;
  @Field(integer({ minimum: 1, maximum: 1_000_000, default: 30_000 })) readonly max_message_chars!: number;
  @Field(number({ minimum: 0.001, maximum: 600, default: 30 })) readonly timeout!: number;
  @Field(number({ default: 0.3 })) readonly low_threshold!: number;
  @Field(number({ default: 0.7 })) readonly medium_threshold!: number;
  @Field(text({ pattern: '^https?://', default: USUAL_MONITOR })) readonly api_url!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
  @Field(nullable(text())) readonly policy_id?: string | null;
}

@Model()
class GuardrailDocument {
  @Field(integer({ minimum: 1, maximum: 1000, default: 20 })) readonly history_window!: number;
  @Field(text({ maxLength: 200_000, default: '' })) readonly safety_experiences!: string;
}

/** @throws InvalidInputError */
export function readGraySwan(document: Document, at: Location): ReadAnalyzer {
  const { api_key: given, policy_id: policy, ...others } = parseInput(GraySwanDocument, document, at);
  if (others.low_threshold >= others.medium_threshold)
    throw invalidInput([...at, 'low_threshold'], 'low_threshold must be less than medium_threshold');
  const { keyName, keys } = keyNamed(secretText(given));
  return {
    analyzer: {
      ...{ kind: 'GraySwanAnalyzer', ...others, policy_id: policy || USUAL_POLICY },
      ...{ api_key: keyName === undefined ? null : STARS, ...(keyName !== undefined && { keyName }) },
    },
    keys,
  };
}

/** @throws InvalidInputError */
export function readGuardrail(document: Document, at: Location): ReadAnalyzer {
  const sizes = parseInput(GuardrailDocument, document, at);
  const { apiKey, ...model } = llmSettingsOf(document.llm, [...at, 'llm']);
  const llm = withoutSecrets(document.llm as Document);
  const { keyName, keys } = keyNamed(apiKey);
  const { usage_id: usageId } = llm;
  const isNamed = typeof usageId === 'string' && usageId !== '' && usageId !== NO_USAGE_ID;
  return {
    analyzer: {
      ...{ kind: 'ToolShieldLLMSecurityAnalyzer', llm, ...sizes, model },
      ...{ usageId: isNamed ? usageId : USUAL_USAGE_ID, ...(keyName !== undefined && { keyName }) },
    },
    keys,
  };
}

/** Each key has a name of its own: that of an earlier analyzer never goes where a later one asks. */
function keyNamed(key: string | undefined): { readonly keyName?: string; readonly keys: ReadAnalyzer['keys'] } {
  if (key === undefined) return { keys: {} };
  const keyName = `${ANALYZER_KEY}${randomUUID()}`;
  return { keyName, keys: { [keyName]: key } };
}
