import { enumModel, Field, flag, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

/** How early a person should meet a setting. */
export const SettingProminence = { Critical: 'critical', Major: 'major', Minor: 'minor' } as const;
export type SettingProminence = (typeof SettingProminence)[keyof typeof SettingProminence];
export const SettingProminenceModel = enumModel('SettingProminence', SettingProminence);

@Model()
export class SettingsChoice {
  @Field({ anyOf: [{ type: 'boolean' }, { type: 'integer' }, { type: 'number' }, { type: 'string' }] })
  readonly value!: boolean | number | string;
  @Field(text()) readonly label!: string;
}

/** One input of a settings form. */
@Model()
export class SettingsFieldSchema {
  /** Dotted path in the settings. */
  @Field(text()) readonly key!: string;
  @Field(text()) readonly label!: string;
  @Field(nullable(text())) readonly description!: string | null;
  @Field(text()) readonly section!: string;
  @Field(text()) readonly section_label!: string;
  @Field(text({ enum: ['string', 'integer', 'number', 'boolean', 'array', 'object'] })) readonly value_type!: string;
  @Field({}, { required: false }) readonly default!: unknown;
  @Field(ref(SettingProminenceModel), { required: false }) readonly prominence!: SettingProminence;
  /** Keys, or `key=value`, that make this one matter. */
  @Field(listOf(text()), { required: false }) readonly depends_on!: string[];
  @Field(flag({ default: false })) readonly secret!: boolean;
  @Field(listOf(ref(SettingsChoice)), { required: false }) readonly choices!: SettingsChoice[];
  /** Kind of agent that the field is for; null: every one. */
  @Field(nullable(text())) readonly variant!: string | null;
}

@Model()
export class SettingsSectionSchema {
  @Field(text()) readonly key!: string;
  @Field(text()) readonly label!: string;
  @Field(listOf(ref(SettingsFieldSchema))) readonly fields!: SettingsFieldSchema[];
  @Field(nullable(text())) readonly variant!: string | null;
}

/** What a client needs to draw a settings form. */
@Model()
export class SettingsSchema {
  @Field(text()) readonly model_name!: string;
  @Field(listOf(ref(SettingsSectionSchema))) readonly sections!: SettingsSectionSchema[];
}
