import { branchOf, workingDirectory } from '@openhands-nest/agent-core';
import type { ConversationRecord } from '@openhands-nest/agent-ports';
import type { ProjectionContext } from './projection/recall.js';

export function projectionContext(record: ConversationRecord): ProjectionContext {
  const { workspace, instructions, confirmation, securityAnalyzer } = record.spec;
  return {
    createdAt: record.createdAt,
    workingDirectory: workingDirectory(record),
    repository: workspace.repository?.name,
    branch: branchOf(record),
    instructions,
    confirmation,
    isAnalyzed: securityAnalyzer !== undefined,
  };
}
