const LOCAL = 'works inside of the client and asks no server';

/** Exported classes that no story can play against this server, and why. Every other one must be played whole. */
export const NOT_FOR_THIS_SERVER: Readonly<Record<string, string>> = {
  CloudClient: 'speaks to OpenHands Cloud, which is another service',
  OpenRouterLLM: 'speaks to a provider of models',
  AllowlistAnalyzer: LOCAL,
  AlwaysConfirm: LOCAL,
  CallableSecretSource: LOCAL,
  CompositeAnalyzer: LOCAL,
  CompositeConfirm: LOCAL,
  LocalConversation: LOCAL,
  LocalWorkspace: LOCAL,
  NeverConfirm: LOCAL,
  NoOpAnalyzer: LOCAL,
  PatternBasedAnalyzer: LOCAL,
  RiskBasedConfirm: LOCAL,
  SecretRegistry: LOCAL,
  StaticSecretSource: LOCAL,
  StuckDetector: LOCAL,
  ToolBasedConfirm: LOCAL,
};
