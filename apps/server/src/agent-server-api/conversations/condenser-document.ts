import { isDeepStrictEqual } from 'node:util';
import type { CreateConversation } from '@openhands-nest/agent-core';
import type { CondenserSpec, LlmSettings } from '@openhands-nest/agent-ports';
import { Field, integer, Model, nullable } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';
import { llmSettingsOf } from './llm-document.js';
import { isAskedFor, named } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

/** The usage id of a model whose description gives none. */
const NO_USAGE_ID = 'default';
/** Condensers of one conversation. */
const MAX_CONDENSERS = 10;
/** Under which the key of a condenser's own model is kept; those that are not the only one have their place behind it. */
const KEY_NAME = 'condenser';

/** Those that work alone; a PipelineCondenser lets them work one after the other. */
const KINDS = ['LLMSummarizingCondenser', 'NoOpCondenser'];

type CondenserParts = Pick<CreateConversation, 'condenser' | 'partKeys'>;

/** Sizes in events, but for those in tokens. */
@Model()
class SummarizingCondenser {
  @Field(integer({ minimum: 20, default: 240 })) readonly max_size!: number;
  @Field(integer({ minimum: 0, default: 2 })) readonly keep_first!: number;
  @Field(nullable(integer({ minimum: 1 }))) readonly max_tokens?: number | null;
}

/** The agent's condensers with the keys of their models; nothing for none. @throws InvalidInputError */
export function readCondenser(agent: Document, at: Location): CondenserParts {
  const condenser = agent.condenser as Document | null | undefined;
  if (!isAskedFor(condenser) || !condenser) return {};
  if (condenser.kind !== 'PipelineCondenser') return readOne(condenser, agent, at, KEY_NAME);
  return inARow(readMembers(condenser, agent, at));
}

/** A row is no member of a row. */
function readMembers({ condensers }: Document, agent: Document, at: Location): CondenserParts[] {
  const place = [...at, 'condensers'];
  if (!Array.isArray(condensers)) throw invalidInput(place, 'Input should be a valid list', 'list_type');
  if (condensers.length > MAX_CONDENSERS)
    throw invalidInput(place, `At most ${MAX_CONDENSERS} condensers can work one after the other`, 'too_long');
  return condensers.map((member: unknown, index) => {
    if (typeof member !== 'object' || member === null)
      throw invalidInput([...place, index], 'Input should be an object', 'model_type');
    return readOne(member as Document, agent, [...place, index], `${KEY_NAME}.${index}`);
  });
}

/** Each has its turn when those before it have nothing to do. */
function inARow(members: readonly CondenserParts[]): CondenserParts {
  const partKeys = Object.assign({}, ...members.map((member) => member.partKeys)) as Record<string, string>;
  const condenser = members.reduceRight<CondenserSpec | undefined>(
    (next, member) => (member.condenser ? { ...member.condenser, ...(next && { next }) } : next),
    undefined,
  );
  return { ...(condenser && { condenser }), ...(isAskedFor(partKeys) && { partKeys }) };
}

function readOne(condenser: Document, agent: Document, at: Location, keyName: string): CondenserParts {
  if (condenser.kind === 'NoOpCondenser') return {};
  if (condenser.kind !== 'LLMSummarizingCondenser')
    throw invalidInput(
      [...at, 'kind'],
      `A condenser of kind '${named(condenser.kind ?? null)}' cannot be used here; use one of ${KINDS.join(', ')}`,
    );
  const {
    max_size: maxSize,
    keep_first: keepFirst,
    max_tokens: maxTokens,
  } = parseInput(SummarizingCondenser, condenser, at);
  const sizes = { maxSize, keepFirst, ...(maxTokens && { maxTokens }) };
  const own = modelOf(condenser, agent, at);
  if (!own) return { condenser: sizes };
  const { apiKey, ...llm } = own;
  const usageId = (condenser.llm as { usage_id?: unknown }).usage_id;
  const counted = typeof usageId === 'string' && usageId !== '' && usageId !== NO_USAGE_ID ? { usageId } : {};
  return {
    condenser: { ...sizes, llm, ...counted, ...(keyName !== KEY_NAME && { keyName }) },
    ...(apiKey !== undefined && { partKeys: { [keyName]: apiKey } }),
  };
}

/** Its own model. Undefined when it is the agent's: that one may be changed later, and then sums up as well. */
function modelOf(condenser: Document, agent: Document, at: Location): LlmSettings | undefined {
  if (!isAskedFor(condenser.llm)) return undefined;
  const own = llmSettingsOf(condenser.llm, [...at, 'llm']);
  const agents = llmSettingsOf(agent.llm, ['body', 'agent', 'llm']);
  const lent = own.apiKey === undefined && agents.apiKey !== undefined ? { apiKey: agents.apiKey } : {};
  return isDeepStrictEqual({ ...own, ...lent }, agents) ? undefined : own;
}
