import { anyObject, Field, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { LLM } from '../settings/llm.js';
import { withModel } from '../settings/llm-profiles.js';

/** A model as it may be asked for; what stands behind it is never shown again. */
@Model()
export class SwitchedLlm extends LLM {
  /** `fallback_llms`: profiles whose models answer, in order, when this one fails for a reason that may pass. */
  @Field(nullable(anyObject())) readonly fallback_strategy?: Record<string, unknown> | null;
}

@Model()
export class SwitchLlmRequest {
  /** Secrets may come as tokens of this server; a provider connection lends its key and address. */
  @Field(ref(SwitchedLlm), { before: withModel }) readonly llm!: SwitchedLlm;
}

@Model()
export class SwitchProfileRequest {
  @Field(text()) readonly profile_name!: string;
}
