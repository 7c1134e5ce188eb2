import type { CreateConversation } from '@openhands-nest/agent-core';
import { Field, Model, nullable, text } from '@openhands-nest/contracts/schema';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';

type Document = Readonly<Record<string, unknown>>;
type Location = readonly (string | number)[];

const MAX_PROMPT = 1_000_000;
const MAX_PATTERN = 1_000;

/** The part of an agent's description that decides what it is told and offered. */
@Model()
class PromptDocument {
  @Field(nullable(text({ minLength: 1, maxLength: 65_536 }))) readonly persona?: string | null;
  @Field(nullable(text({ maxLength: MAX_PROMPT }))) readonly system_prompt?: string | null;
  @Field(nullable(text({ maxLength: MAX_PATTERN }))) readonly filter_tools_regex?: string | null;
}

/** A system prompt of the client's own stands for everything, a persona too. @throws InvalidInputError */
export function readPrompt(
  agent: Document,
  at: Location,
): Pick<CreateConversation, 'persona' | 'systemPrompt' | 'toolFilter'> {
  const { persona, system_prompt: systemPrompt, filter_tools_regex: filter } = parse(agent, at);
  if (filter) checkPattern(filter, [...at, 'filter_tools_regex']);
  return {
    ...(persona && { persona }),
    ...(systemPrompt && { systemPrompt }),
    ...(filter && { toolFilter: filter }),
  };
}

function checkPattern(pattern: string, at: Location): void {
  try {
    new RegExp(`^(?:${pattern})`);
  } catch (error) {
    throw invalidInput(at, `This is no regular expression of JavaScript: ${(error as Error).message}`);
  }
}

function parse(agent: Document, at: Location): PromptDocument {
  const { persona, system_prompt, filter_tools_regex } = agent;
  return parseInput(PromptDocument, { persona, system_prompt, filter_tools_regex }, at);
}
