import type { LlmSettings } from './llm.js';

/** A regular expression (JavaScript, any case), what it finds, and the name under which the finding is known. */
export type RiskPattern = readonly [pattern: string, description: string, detector: string];

export interface RiskPatterns {
  /** Looked for in what a call would do. */
  readonly high_patterns: readonly RiskPattern[];
  readonly medium_patterns: readonly RiskPattern[];
  /** Looked for in what the model thinks and says of the call too. */
  readonly injection_high_patterns: readonly RiskPattern[];
  readonly injection_medium_patterns: readonly RiskPattern[];
}

/** A monitor outside that finds violations of a policy. Times in seconds. */
export interface GraySwanSpec {
  readonly kind: 'GraySwanAnalyzer';
  /** Events before the call that it is shown. */
  readonly history_limit: number;
  /** Of one message. */
  readonly max_message_chars: number;
  readonly timeout: number;
  /** Violations up to this one are a low risk, up to the next a medium one. */
  readonly low_threshold: number;
  readonly medium_threshold: number;
  readonly api_url: string;
  readonly policy_id: string;
  /** Stars when there is one. */
  readonly api_key: string | null;
  /** Name of the key among those of the conversation's parts. Not shown. */
  readonly keyName?: string;
}

/** A model beside the agent's own that looks at each call and those before it. */
export interface GuardrailSpec {
  readonly kind: 'ToolShieldLLMSecurityAnalyzer';
  /** The model as its client described it, without secrets. */
  readonly llm: Readonly<Record<string, unknown>>;
  /** Earlier calls that it is shown. */
  readonly history_window: number;
  /** What is known of dangers of the tools; may be empty. */
  readonly safety_experiences: string;
  /** How it is called. Not shown, as is the rest. */
  readonly model: Omit<LlmSettings, 'apiKey'>;
  readonly usageId: string;
  /** Name of the key among those of the conversation's parts. */
  readonly keyName?: string;
}

/** Who judges how dangerous a call is, in the words of the protocol. */
export type SecurityAnalyzerSpec =
  /** The model itself: it says so with each call. */
  | { readonly kind: 'LLMSecurityAnalyzer' }
  | ({ readonly kind: 'PatternSecurityAnalyzer' } & RiskPatterns)
  /** Fixed rules about what shell commands do together. */
  | { readonly kind: 'PolicyRailSecurityAnalyzer' }
  | GraySwanSpec
  | GuardrailSpec
  /** The worst of what several say. */
  | {
      readonly kind: 'EnsembleSecurityAnalyzer';
      readonly analyzers: readonly SecurityAnalyzerSpec[];
      /** Whether one that does not know makes all of them not know. */
      readonly propagate_unknown: boolean;
    };
