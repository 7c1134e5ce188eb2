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

/** Who judges how dangerous a call is, in the words of the protocol. */
export type SecurityAnalyzerSpec =
  /** The model itself: it says so with each call. */
  | { readonly kind: 'LLMSecurityAnalyzer' }
  | ({ readonly kind: 'PatternSecurityAnalyzer' } & RiskPatterns)
  /** Fixed rules about what shell commands do together. */
  | { readonly kind: 'PolicyRailSecurityAnalyzer' }
  /** The worst of what several say. */
  | {
      readonly kind: 'EnsembleSecurityAnalyzer';
      readonly analyzers: readonly SecurityAnalyzerSpec[];
      /** Whether one that does not know makes all of them not know. */
      readonly propagate_unknown: boolean;
    };
