import type { CreateConversation } from '@openhands-nest/agent-core';
import type { CriticSpec } from '@openhands-nest/agent-ports';
import {
  Field,
  integer,
  InvalidValueError,
  Model,
  nullable,
  number,
  parseValue,
  ref,
  text,
} from '@openhands-nest/contracts/schema';
import { InvalidInputError } from '../../http/problems.js';
import { isAskedFor, named, notBuilt } from './unbuilt.js';

type Document = Readonly<Record<string, unknown>>;

const KINDS: readonly unknown[] = ['AgentFinishedCritic', 'EmptyPatchCritic', 'PassCritic'];
const MODES = ['finish_and_message', 'all_actions'] as const;

@Model()
class RefinementDocument {
  @Field(number({ minimum: 0, maximum: 1, default: 0.6 })) readonly success_threshold!: number;
  @Field(integer({ minimum: 1, default: 3 })) readonly max_iterations!: number;
}

@Model()
class CriticDocument {
  @Field(text({ enum: MODES, default: 'finish_and_message' })) readonly mode!: (typeof MODES)[number];
  @Field(nullable(ref(RefinementDocument))) readonly iterative_refinement?: RefinementDocument | null;
}

/** Who judges the agent's work; nothing for nobody. @throws InvalidInputError, NotImplementedError */
export function readCritic({ critic }: Document, at: readonly (string | number)[]): Pick<CreateConversation, 'critic'> {
  if (!isAskedFor(critic)) return {};
  const { kind } = critic as { kind?: unknown };
  if (!KINDS.includes(kind)) throw notBuilt(`a critic of kind ${named(kind ?? null)}`);
  const { mode, iterative_refinement: refinement } = parse(critic, at);
  return {
    critic: {
      kind: kind as CriticSpec['kind'],
      mode,
      ...(refinement && {
        refinement: { threshold: refinement.success_threshold, maxIterations: refinement.max_iterations },
      }),
    },
  };
}

function parse(critic: unknown, at: readonly (string | number)[]): CriticDocument {
  try {
    return parseValue(CriticDocument, critic, at);
  } catch (error) {
    throw error instanceof InvalidValueError ? new InvalidInputError(error.issues) : error;
  }
}
