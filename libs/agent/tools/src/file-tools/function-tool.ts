import { WorkspaceError, type Tool, type ToolContext } from '@openhands-nest/agent-ports';
import type { Content, DeclaredAction, Observation } from '@openhands-nest/contracts/events';
import { EditRefused } from '../file-editor/edit-refused.js';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

export interface FunctionTool<A extends DeclaredAction, O extends Observation> {
  readonly name: string;
  readonly kinds: { readonly tool: string; readonly action: A['kind']; readonly observation: O['kind'] };
  readonly description: string;
  readonly readOnly: boolean;
  /** Files that must not be touched by two calls at once. */
  readonly resourceOf: (action: A) => string | undefined;
  /** Members of the observation; without content, what is thrown is shown as the failure. */
  readonly run: (action: A, context: ToolContext) => Promise<Answer<O>>;
  /** Members of an observation that reports a failure. */
  readonly failed: (action: A) => Omit<O, 'kind' | 'content' | 'is_error'>;
}

/** All but the kind; `text` becomes the content. */
export type Answer<O extends Observation> = Omit<O, 'kind' | 'content' | 'is_error'> & { readonly text: string };

/** A tool without state of its own. What goes wrong in the workspace is an observation that tells how to do it right. */
export function functionTool<A extends DeclaredAction, O extends Observation>(tool: FunctionTool<A, O>): Tool<A, O> {
  const { name, kinds, description, readOnly, resourceOf, run, failed } = tool;
  const observation = (text: string, isError: boolean, members: object): O =>
    ({
      kind: kinds.observation,
      content: [textContent(text)] as Content[],
      is_error: isError,
      ...members,
    }) as unknown as O;
  return {
    name,
    kinds,
    description,
    ...argumentsOf<A>(kinds.action),
    annotations: {
      title: name,
      readOnlyHint: readOnly,
      destructiveHint: !readOnly,
      idempotentHint: readOnly,
      openWorldHint: false,
    },
    resourceOf,
    createExecutor: (context) => ({
      async execute(action, signal) {
        signal.throwIfAborted();
        try {
          const { text, ...members } = await run(action, context);
          return observation(text, false, members);
        } catch (error) {
          if (!(error instanceof EditRefused || error instanceof WorkspaceError)) throw error;
          return observation(error.message, true, failed(action));
        }
      },
      close: async () => undefined,
    }),
  };
}
