import type { Location } from './issue.js';
import { isDictionary } from './parse-container.js';
import { enumValuesOf, fieldsOf } from './registry.js';
import { modelOf, type Schema } from './schema.js';
import { refuse, type Walk } from './walk.js';
import { oneOf } from './wording.js';

/** The key that tells the members of a union of events, actions or observations apart. */
const TAG = 'kind';

export function parseUnion(walk: Walk, members: readonly Schema[], value: unknown, at: Location): unknown {
  const others = members.filter((member) => member.type !== 'null');
  if (value === null && others.length < members.length) return null;
  // A nullable value is no union to pydantic: its place is not named in the location of an issue.
  const [only, second] = others;
  if (only && !second) return walk.parse(only, value, at);

  const tagged = new Map(others.map((member) => [tagOf(member), member]));
  return tagged.has(undefined) ? firstThatFits(walk, others, value, at) : byTag(walk, tagged, value, at);
}

function firstThatFits(walk: Walk, members: readonly Schema[], value: unknown, at: Location): unknown {
  const failed: Walk[] = [];
  const converted: unknown[] = [];
  for (const member of members) {
    const own = walk.attempt();
    const parsed = own.parse(member, value, [...at, labelOf(member)]);
    if (!own.issues.isEmpty) failed.push(own);
    // A member that takes a simple value as it is comes before one that converts it; objects are always copied.
    else if (parsed === value || typeof value === 'object') return parsed;
    else converted.push(parsed);
  }
  if (converted.length > 0) return converted[0];
  for (const { issues } of failed) walk.issues.add(...issues.all);
  return undefined;
}

function byTag(walk: Walk, members: ReadonlyMap<unknown, Schema>, value: unknown, at: Location): unknown {
  if (!isDictionary(value) || !Object.hasOwn(value, TAG)) {
    const msg = `Unable to extract tag using discriminator '${TAG}'`;
    return refuse(walk, {
      type: 'union_tag_not_found',
      loc: at,
      msg,
      input: value,
      ctx: { discriminator: `'${TAG}'` },
    });
  }
  const tag = value[TAG];
  const member = members.get(tag) ?? withPattern(members, tag);
  if (member) return walk.parse(member, value, [...at, String(tag)]);

  const expected = oneOf([...members.keys()].map((form) => String(form).replace(/^\^/, '')));
  const msg = `Input tag found using '${TAG}' does not match any of the expected tags: ${expected}`;
  return refuse(walk, {
    type: 'union_tag_invalid',
    loc: at,
    msg,
    input: value,
    ctx: { discriminator: `'${TAG}'`, expected_tags: expected },
  });
}

/** A member whose tags share a form: `^` and how each of them begins. */
function withPattern(members: ReadonlyMap<unknown, Schema>, tag: unknown): Schema | undefined {
  const found = [...members].find(
    ([form]) => String(form).startsWith('^') && typeof tag === 'string' && new RegExp(String(form)).test(tag),
  );
  return found?.[1];
}

function tagOf(member: Schema): string | number | undefined {
  const model = modelOf(member);
  const schema = model && fieldsOf(model).get(TAG)?.schema;
  return schema?.const ?? schema?.pattern;
}

const PYTHON_NAMES = {
  string: 'str',
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  object: 'dict',
  null: 'none',
} as const;

/** How pydantic names a member in the location of an issue. */
function labelOf(member: Schema): string {
  const model = modelOf(member);
  if (model) return enumValuesOf(model) ? `str-enum[${model.name}]` : model.name;
  if (member.const !== undefined) return `literal['${member.const}']`;
  if (member.type === 'array') return `list[${member.items ? labelOf(member.items) : 'any'}]`;
  return member.type ? PYTHON_NAMES[member.type] : 'any';
}
