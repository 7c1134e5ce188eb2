import { anyObject, Field, flag, listOf, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { ACPAgentSettings } from '../settings/agent-settings.js';

/** A model that an agent in a program of its own offers. */
@Model()
export class ACPModelInfo {
  /** By which it is chosen. */
  @Field(text()) readonly model_id!: string;
  @Field(nullable(text())) readonly name!: string | null;
  @Field(nullable(text())) readonly description!: string | null;
}

@Model()
export class ACPModelDiscoveryRequest {
  /** Only what says how the program is started counts. */
  @Field(ref(ACPAgentSettings)) readonly agent_settings!: ACPAgentSettings;
  /** As at the start of a conversation. */
  @Field(mapOf(anyObject(), { default: {} }), { required: false }) readonly secrets!: Record<string, unknown>;
  /** Asks again, although the answer may be known. */
  @Field(flag({ default: false })) readonly refresh!: boolean;
}

@Model()
export class ACPModelDiscoveryError {
  /** As in the ConversationErrorEvent of a conversation that could not start such an agent. */
  @Field(text()) readonly code!: string;
  /** A sentence for people. */
  @Field(text()) readonly detail!: string;
}

/** What such an agent says of itself and its models. */
@Model()
export class ACPModelDiscovery {
  @Field(nullable(text())) readonly agent_name!: string | null;
  @Field(nullable(text())) readonly agent_version!: string | null;
  /** The one that answers when nobody chooses. */
  @Field(nullable(text())) readonly current_model_id!: string | null;
  @Field(listOf(ref(ACPModelInfo))) readonly available_models!: ACPModelInfo[];
  @Field(flag({ default: false })) readonly supports_runtime_model_switch!: boolean;
  /** Set when it could not be started; then nothing else is known. */
  @Field(nullable(ref(ACPModelDiscoveryError))) readonly error!: ACPModelDiscoveryError | null;
}
