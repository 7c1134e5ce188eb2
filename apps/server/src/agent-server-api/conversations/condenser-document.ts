import type { CondenserSpec } from '@openhands-nest/agent-ports';
import { Field, integer, InvalidValueError, Model, parseValue } from '@openhands-nest/contracts/schema';
import { InvalidInputError } from '../../http/problems.js';
import { isAskedFor, named, notBuilt } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;

/** Sizes in events. */
@Model()
class SummarizingCondenser {
  @Field(integer({ minimum: 20, default: 240 })) readonly max_size!: number;
  @Field(integer({ minimum: 0, default: 2 })) readonly keep_first!: number;
}

/** The agent's condenser; undefined for none. It asks the agent's own model. @throws InvalidInputError, NotImplementedError */
export function readCondenser(agent: Document, at: readonly (string | number)[]): CondenserSpec | undefined {
  const condenser = agent.condenser as Document | null | undefined;
  if (!isAskedFor(condenser) || condenser?.kind === 'NoOpCondenser') return undefined;
  if (condenser?.kind !== 'LLMSummarizingCondenser')
    throw notBuilt(`a condenser of kind ${named(condenser?.kind ?? null)}`);
  if (isAskedFor(condenser.llm) && modelOf(condenser.llm) !== modelOf(agent.llm)) {
    throw notBuilt('a condenser with another model than the agent');
  }
  try {
    const { max_size: maxSize, keep_first: keepFirst } = parseValue(SummarizingCondenser, condenser, at);
    return { maxSize, keepFirst };
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}

function modelOf(llm: unknown): unknown {
  return (llm as { readonly model?: unknown } | null | undefined)?.model;
}
