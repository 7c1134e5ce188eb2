import { Field, Model, ref, text } from '@openhands-nest/contracts/schema';
import { LLM } from '../settings/llm.js';
import { withModel } from '../settings/llm-profiles.js';

@Model()
export class SwitchLlmRequest {
  /** Secrets may come as tokens of this server; a provider connection lends its key and address. */
  @Field(ref(LLM), { before: withModel }) readonly llm!: LLM;
}

@Model()
export class SwitchProfileRequest {
  @Field(text()) readonly profile_name!: string;
}

@Model()
export class SwitchAcpModelRequest {
  /** A model that the agent's program knows. */
  @Field(text()) readonly model!: string;
}
