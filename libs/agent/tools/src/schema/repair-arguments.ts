interface Property {
  readonly type?: string;
  readonly anyOf?: readonly Property[];
}

/**
 * Undoes two habits of models: lists and objects written as JSON text, and null for a parameter that is simply not given.
 * Everything else stays as it is, for the check to judge.
 */
export function repairArguments(
  parameters: Readonly<Record<string, unknown>>,
  arguments_: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const properties = parameters.properties as Readonly<Record<string, Property>>;
  const required = (parameters.required ?? []) as readonly string[];
  const given = Object.entries(arguments_).filter(([name, value]) => value !== null || required.includes(name));
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      Object.hasOwn(properties, name) ? decoded(properties[name] ?? {}, value) : value,
    ]),
  );
}

function decoded(property: Property, value: unknown): unknown {
  if (typeof value !== 'string' || admits(property, 'string')) return value;
  if (!admits(property, 'array') && !admits(property, 'object')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function admits(property: Property, type: string): boolean {
  return property.type === type || (property.anyOf ?? []).some((member) => admits(member, type));
}
