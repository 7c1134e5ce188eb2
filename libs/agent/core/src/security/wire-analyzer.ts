import type { SecurityAnalyzerSpec } from '@openhands-nest/agent-ports';

/** An analyzer as clients are shown it: without what only this server needs to ask it. */
export function wireAnalyzer(analyzer: SecurityAnalyzerSpec): Readonly<Record<string, unknown>> {
  switch (analyzer.kind) {
    case 'EnsembleSecurityAnalyzer':
      return { ...analyzer, analyzers: analyzer.analyzers.map(wireAnalyzer) };
    case 'GraySwanAnalyzer': {
      const { keyName: _, ...shown } = analyzer;
      return shown;
    }
    case 'ToolShieldLLMSecurityAnalyzer': {
      const { model: _, usageId: __, keyName: ___, ...shown } = analyzer;
      return shown;
    }
    default:
      return { ...analyzer };
  }
}
