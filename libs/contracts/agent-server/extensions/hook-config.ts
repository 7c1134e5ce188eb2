import { enumModel, Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

export const HookTypeModel = enumModel('HookType', { Command: 'command', Prompt: 'prompt', Agent: 'agent' });

/** What is done on an event. `command` runs in the workspace; `prompt` and `agent` let the model decide. */
@Model()
export class HookDefinition {
  @Field(ref(HookTypeModel, { default: 'command' })) readonly type!: 'command' | 'prompt' | 'agent';
  @Field(nullable(text())) readonly name?: string | null;
  /** Empty unless the type is `command`. */
  @Field(text()) readonly command!: string;
  /** The policy by which a `prompt` hook judges. */
  @Field(nullable(text())) readonly prompt?: string | null;
  @Field(nullable(text())) readonly system_prompt?: string | null;
  @Field(listOf(text()), { initial: () => [] }) readonly tools!: string[];
  /** Seconds. */
  @Field(integer({ default: 60 })) readonly timeout!: number;
  @Field(integer({ default: 3 })) readonly max_iterations!: number;
  @Field(flag({ default: false })) readonly async!: boolean;
}

@Model()
export class HookMatcher {
  /** `*`, the name of a tool, or a regular expression for the whole name. */
  @Field(text({ default: '*' })) readonly matcher!: string;
  @Field(listOf(ref(HookDefinition)), { initial: () => [] }) readonly hooks!: HookDefinition[];
}

/** Hooks by event. Requests may also name the events in PascalCase, on their own or inside of `hooks`. */
@Model({ additionalProperties: false })
export class HookConfig {
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly pre_tool_use!: HookMatcher[];
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly post_tool_use!: HookMatcher[];
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly user_prompt_submit!: HookMatcher[];
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly session_start!: HookMatcher[];
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly session_end!: HookMatcher[];
  @Field(listOf(ref(HookMatcher)), { initial: () => [] }) readonly stop!: HookMatcher[];
}

@Model()
export class HooksRequest {
  @Field(nullable(text(), { description: 'Absolute path of the project' })) readonly project_dir?: string | null;
}

@Model()
export class HooksResponse {
  @Field(nullable(ref(HookConfig))) readonly hook_config?: HookConfig | null;
}
