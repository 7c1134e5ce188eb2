import { SettingProminence, type SettingsFieldSchema } from '@openhands-nest/contracts/agent-server';
import type { DeclaredField, Schema } from '@openhands-nest/contracts/schema';
import type { FieldNote } from './field-notes.js';

/** Where a setting stands in its form. */
export interface Place {
  /** Dotted prefix of its key, such as `llm.`; empty on the first level. */
  readonly prefix: string;
  readonly section: string;
  readonly sectionLabel: string;
  readonly variant: string | null;
  readonly notes: Readonly<Record<string, FieldNote>>;
}

/** One declared property as an input of a form. */
export function describeField(field: DeclaredField, place: Place): SettingsFieldSchema {
  const key = place.prefix + field.name;
  const note = place.notes[key] ?? {};
  const schema = valueSchema(field.schema);
  return {
    key,
    label: note.label ?? labelOf(field.name),
    description: note.description ?? null,
    section: place.section,
    section_label: place.sectionLabel,
    value_type: valueTypeOf(schema),
    default: field.schema.default ?? initialOf(field),
    prominence: note.prominence ?? SettingProminence.Minor,
    depends_on: [...(note.dependsOn ?? [])],
    secret: schema.format === 'password',
    choices: (note.choices ?? schema.enum ?? []).map((value) => ({ value, label: value })),
    variant: place.variant,
  };
}

/** What a value is when it is not null. */
function valueSchema(schema: Schema): Schema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
}

function valueTypeOf({ type }: Schema): string {
  return type === undefined || type === 'null' ? 'object' : type;
}

function initialOf(field: DeclaredField): unknown {
  return field.initial?.() ?? null;
}

function labelOf(name: string): string {
  const words = name
    .split('_')
    .join(' ')
    .replace(/\b(llm|acp|aws|url|id|api)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
