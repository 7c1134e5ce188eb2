import { AgentFormatError, agentFromWire } from '@openhands-nest/agent-extensions';
import type { AgentDefinition } from '@openhands-nest/agent-ports';
import { invalidInput } from '../../http/problems.js';

/** Agents that one request may describe. */
const MAX_DEFINITIONS = 200;

/** The sub-agents that a request describes. @throws InvalidInputError pointing at the mistake */
export function readAgentDefinitions(values: readonly unknown[], loc: readonly string[]): AgentDefinition[] {
  if (values.length > MAX_DEFINITIONS)
    throw invalidInput(loc, `At most ${MAX_DEFINITIONS} agents can be described at once`);
  return values.map((value, index) => {
    try {
      return agentFromWire(value);
    } catch (error) {
      if (!(error instanceof AgentFormatError)) throw error;
      throw invalidInput([...loc, index, ...error.path], error.message);
    }
  });
}
