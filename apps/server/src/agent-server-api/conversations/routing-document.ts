import type { ModelChoice } from '@openhands-nest/agent-core';
import type { RoutingSpec } from '@openhands-nest/agent-ports';
import { LLM, MetaProfile } from '@openhands-nest/contracts/agent-server';
import { Field, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { routingRules } from '../meta-profiles/routing-rules.js';
import { choiceOf } from '../settings/profile-choice.js';

/** How tasks find their models in one conversation, and the models that it brings for that. */
export interface Routing {
  readonly routing?: RoutingSpec;
  /** By name. */
  readonly models?: Readonly<Record<string, ModelChoice>>;
}

/** Parameters of the tool that chooses a model for a task. */
@Model({ additionalProperties: false })
class RoutingParameters {
  @Field(nullable(text())) readonly active_meta_profile?: string | null;
  @Field(nullable(ref(MetaProfile))) readonly meta_profile?: MetaProfile | null;
  @Field(nullable(mapOf(ref(LLM)))) readonly meta_profile_llms?: Record<string, LLM> | null;
}

/** @param parameters those of the tool, as the agent's description gives them. @throws InvalidInputError */
export function readRouting(parameters: unknown, at: readonly (string | number)[]): Routing {
  const {
    active_meta_profile: name,
    meta_profile: own,
    meta_profile_llms: llms,
  } = parseInput(RoutingParameters, parameters ?? {}, at);
  const models = Object.entries(llms ?? {}).map(([key, llm]) => [key, choiceOf(llm, { connections: [] })] as const);
  return {
    routing: { ...(name && { name }), ...(own && { rules: routingRules(own) }) },
    ...(models.length > 0 && { models: Object.fromEntries(models) }),
  };
}
