import { isDeepStrictEqual } from 'node:util';
import type { CreateConversation } from '@openhands-nest/agent-core';
import type { LlmSettings } from '@openhands-nest/agent-ports';
import { Field, integer, InvalidValueError, Model, parseValue } from '@openhands-nest/contracts/schema';
import { InvalidInputError } from '../../http/problems.js';
import { llmSettingsOf } from './llm-document.js';
import { isAskedFor, named, notBuilt } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

/** The usage id of a model whose description gives none. */
const NO_USAGE_ID = 'default';

/** Sizes in events. */
@Model()
class SummarizingCondenser {
  @Field(integer({ minimum: 20, default: 240 })) readonly max_size!: number;
  @Field(integer({ minimum: 0, default: 2 })) readonly keep_first!: number;
}

/** The agent's condenser with the key of its model; nothing for none. @throws InvalidInputError, NotImplementedError */
export function readCondenser(agent: Document, at: Location): Pick<CreateConversation, 'condenser' | 'condenserKey'> {
  const condenser = agent.condenser as Document | null | undefined;
  if (!isAskedFor(condenser) || condenser?.kind === 'NoOpCondenser') return {};
  if (condenser?.kind !== 'LLMSummarizingCondenser')
    throw notBuilt(`a condenser of kind ${named(condenser?.kind ?? null)}`);
  const { max_size: maxSize, keep_first: keepFirst } = sizesOf(condenser, at);
  const own = modelOf(condenser, agent, at);
  if (!own) return { condenser: { maxSize, keepFirst } };
  const { apiKey, ...llm } = own;
  const usageId = (condenser.llm as { usage_id?: unknown }).usage_id;
  const counted = typeof usageId === 'string' && usageId !== '' && usageId !== NO_USAGE_ID ? { usageId } : {};
  return { condenser: { maxSize, keepFirst, llm, ...counted }, ...(apiKey !== undefined && { condenserKey: apiKey }) };
}

function sizesOf(condenser: Document, at: Location): SummarizingCondenser {
  try {
    return parseValue(SummarizingCondenser, condenser, at);
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}

/** Its own model. Undefined when it is the agent's: that one may be changed later, and then sums up as well. */
function modelOf(condenser: Document, agent: Document, at: Location): LlmSettings | undefined {
  if (!isAskedFor(condenser.llm)) return undefined;
  const own = llmSettingsOf(condenser.llm, [...at, 'llm']);
  const agents = llmSettingsOf(agent.llm, ['body', 'agent', 'llm']);
  const lent = own.apiKey === undefined && agents.apiKey !== undefined ? { apiKey: agents.apiKey } : {};
  return isDeepStrictEqual({ ...own, ...lent }, agents) ? undefined : own;
}
