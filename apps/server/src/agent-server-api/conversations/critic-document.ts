import { CRITIC_LABELS, PartKey, SUCCESS_LABEL, type CreateConversation } from '@openhands-nest/agent-core';
import type { CriticService, CriticSpec } from '@openhands-nest/agent-ports';
import { flag, Field, integer, listOf, Model, nullable, number, ref, text } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';
import { secretText } from './without-secrets.js';
import { isAskedFor, named } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;

const KINDS: readonly string[] = ['AgentFinishedCritic', 'APIBasedCritic', 'EmptyPatchCritic', 'PassCritic'];
const MODES = ['finish_and_message', 'all_actions'] as const;

@Model()
class RefinementDocument {
  @Field(number({ minimum: 0, maximum: 1, default: 0.6 })) readonly success_threshold!: number;
  @Field(integer({ minimum: 1, default: 3 })) readonly max_iterations!: number;
}

@Model()
class CriticDocument {
  @Field(text({ enum: MODES, default: 'finish_and_message' })) readonly mode!: (typeof MODES)[number];
  @Field(nullable(ref(RefinementDocument))) readonly iterative_refinement?: RefinementDocument | null;
}

const SECOND = 1000;
/** In whose format conversations are put to the critic. */
const TOKENIZER = 'Qwen/Qwen3-4B-Instruct-2507';
const labels = (usual: readonly string[]): object => listOf(text(), { default: [...usual], maxItems: 100 });

/** Where a critic is served by vLLM. The timeout is in seconds. */
@Model()
class CriticServiceDocument {
  @Field(text({ pattern: '^https?://', default: 'https://llm-proxy.app.all-hands.dev/vllm' }))
  readonly server_url!: string;
  @Field(nullable(text())) readonly api_key?: string | null;
  @Field(text({ minLength: 1, default: 'critic' })) readonly model_name!: string;
  @Field(text({ default: TOKENIZER })) readonly tokenizer_name!: string;
  @Field(flag({ default: true })) readonly pass_tools_definitions!: boolean;
  @Field(number({ minimum: 0.001, maximum: 3600, default: 300 })) readonly timeout_seconds!: number;
  @Field(flag({ default: true })) readonly has_success_label!: boolean;
  @Field(number({ minimum: 0, maximum: 1, default: 0.75 })) readonly issue_threshold!: number;
  @Field(labels(CRITIC_LABELS.sentiment_labels)) readonly sentiment_labels!: string[];
  @Field(labels(CRITIC_LABELS.agent_issue_labels)) readonly agent_issue_labels!: string[];
  @Field(labels(CRITIC_LABELS.infra_labels)) readonly infra_labels!: string[];
  @Field(labels(CRITIC_LABELS.user_followup_labels)) readonly user_followup_labels!: string[];
}

/** Who judges the agent's work; nothing for nobody. @throws InvalidInputError */
export function readCritic(
  { critic }: Document,
  at: readonly (string | number)[],
): Pick<CreateConversation, 'critic' | 'partKeys'> {
  if (!isAskedFor(critic)) return {};
  const { kind } = critic as { kind?: unknown };
  if (typeof kind !== 'string' || !KINDS.includes(kind))
    throw invalidInput([...at, 'kind'], `Unknown kind '${named(kind ?? null)}'; use one of ${KINDS.join(', ')}`);
  const { mode, iterative_refinement: refinement } = parseInput(CriticDocument, critic, at);
  const { service, apiKey } = kind === 'APIBasedCritic' ? readService(critic, at) : {};
  return {
    critic: {
      kind: kind as CriticSpec['kind'],
      mode,
      ...(refinement && {
        refinement: { threshold: refinement.success_threshold, maxIterations: refinement.max_iterations },
      }),
      ...(service && { service }),
    },
    ...(apiKey !== undefined && { partKeys: { [PartKey.Critic]: apiKey } }),
  };
}

function readService(
  critic: unknown,
  at: readonly (string | number)[],
): { readonly service: CriticService; readonly apiKey: string } {
  const document = parseInput(CriticServiceDocument, critic, at);
  const apiKey = secretText(document.api_key);
  if (apiKey === undefined)
    throw invalidInput([...at, 'api_key'], 'The critic needs the key of its service', 'missing');
  if (document.tokenizer_name !== TOKENIZER)
    throw invalidInput([...at, 'tokenizer_name'], `Conversations can only be told in the format of ${TOKENIZER}`);
  if (!document.has_success_label)
    throw invalidInput([...at, 'has_success_label'], 'A critic that does not predict success gives no score');
  return {
    apiKey,
    service: {
      url: document.server_url,
      model: document.model_name,
      timeoutMs: document.timeout_seconds * SECOND,
      showsTools: document.pass_tools_definitions,
      issueThreshold: document.issue_threshold,
      labels: [
        ...[SUCCESS_LABEL, ...document.sentiment_labels, ...document.agent_issue_labels],
        ...[...document.infra_labels, ...document.user_followup_labels],
      ],
    },
  };
}
