import { DEFAULT_PATTERNS } from '@openhands-nest/agent-core';
import type { RiskPattern, RiskPatterns } from '@openhands-nest/agent-ports';
import { invalidInput } from '../../http/problems.js';
import { readGraySwan, readGuardrail, type ReadAnalyzer } from './outside-analyzers.js';
import { named } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

const KINDS = [
  'LLMSecurityAnalyzer',
  'PatternSecurityAnalyzer',
  'PolicyRailSecurityAnalyzer',
  'EnsembleSecurityAnalyzer',
  'GraySwanAnalyzer',
  'ToolShieldLLMSecurityAnalyzer',
];
/** Bounds of what one analyzer may be made of. */
const MAX_DEPTH = 4;
const MAX_MEMBERS = 20;
const MAX_PATTERNS = 200;
const MAX_PATTERN_CHARS = 2_000;

/** Reads a description of who judges calls, and the keys of those whom it asks. @throws InvalidInputError */
export function readAnalyzer(document: Document, at: Location, depth = 0): ReadAnalyzer {
  const { kind } = document;
  switch (kind) {
    case 'LLMSecurityAnalyzer':
    case 'PolicyRailSecurityAnalyzer':
      return { analyzer: { kind }, keys: {} };
    case 'PatternSecurityAnalyzer':
      return { analyzer: { kind, ...patternsOf(document, at) }, keys: {} };
    case 'EnsembleSecurityAnalyzer': {
      const { members, propagate_unknown } = membersOf(document, at, depth);
      return {
        analyzer: { kind, analyzers: members.map(({ analyzer }) => analyzer), propagate_unknown },
        keys: Object.assign({}, ...members.map(({ keys }) => keys)) as ReadAnalyzer['keys'],
      };
    }
    case 'GraySwanAnalyzer':
      return readGraySwan(document, at);
    case 'ToolShieldLLMSecurityAnalyzer':
      return readGuardrail(document, at);
    default:
      throw invalidInput([...at, 'kind'], `Unknown kind '${named(kind ?? null)}'; use one of ${KINDS.join(', ')}`);
  }
}

function membersOf(
  { analyzers, propagate_unknown: propagate = false }: Document,
  at: Location,
  depth: number,
): { members: ReadAnalyzer[]; propagate_unknown: boolean } {
  const place = [...at, 'analyzers'];
  if (!Array.isArray(analyzers) || analyzers.length === 0)
    throw invalidInput(place, 'Give a list of at least one analyzer', 'too_short');
  if (analyzers.length > MAX_MEMBERS || depth >= MAX_DEPTH)
    throw invalidInput(place, `At most ${MAX_MEMBERS} analyzers, ${MAX_DEPTH} deep, can work together`, 'too_long');
  if (typeof propagate !== 'boolean')
    throw invalidInput([...at, 'propagate_unknown'], 'Input should be a valid boolean', 'bool_type');
  const members = analyzers.map((member: unknown, index) => {
    if (typeof member !== 'object' || member === null)
      throw invalidInput([...place, index], 'Input should be an object');
    return readAnalyzer(member as Document, [...place, index], depth + 1);
  });
  return { members, propagate_unknown: propagate };
}

function patternsOf(document: Document, at: Location): RiskPatterns {
  const names = Object.keys(DEFAULT_PATTERNS) as (keyof RiskPatterns)[];
  const lists = names.map((name) => [name, patternList(document[name] ?? DEFAULT_PATTERNS[name], [...at, name])]);
  return Object.fromEntries(lists) as RiskPatterns;
}

function patternList(value: unknown, at: Location): RiskPattern[] {
  if (!Array.isArray(value) || value.length > MAX_PATTERNS)
    throw invalidInput(at, `Give a list of at most ${MAX_PATTERNS} patterns`, 'list_type');
  return value.map((entry: unknown, index) => pattern(entry, [...at, index]));
}

function pattern(entry: unknown, at: Location): RiskPattern {
  const isTriple = Array.isArray(entry) && entry.length === 3 && entry.every((part) => typeof part === 'string');
  if (!isTriple) throw invalidInput(at, 'A pattern is a list of three texts: expression, description, detector');
  const [expression, description, detector] = entry as [string, string, string];
  if (expression.length > MAX_PATTERN_CHARS)
    throw invalidInput(at, `An expression has at most ${MAX_PATTERN_CHARS} characters`, 'too_long');
  const ours = expression.replaceAll('(?P<', '(?<');
  try {
    new RegExp(ours, 'i');
  } catch (error) {
    throw invalidInput(at, `This is no regular expression here: ${(error as Error).message}`);
  }
  return [ours, description, detector];
}
