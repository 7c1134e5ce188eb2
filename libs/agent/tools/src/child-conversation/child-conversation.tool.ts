import { DomainError, NO_EQUIPMENT, type EquipmentProvider, type Tool } from '@openhands-nest/agent-ports';
import type {
  ChildIsolation,
  StartChildConversationAction,
  StartChildConversationObservation,
} from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

export interface ChildRequest {
  readonly task: string;
  readonly title?: string;
  readonly isolation: ChildIsolation;
}

export interface StartedChild {
  readonly conversationId: string;
  readonly status: string;
  readonly title: string | null;
  /** Absolute path. */
  readonly directory: string;
  readonly isolation: ChildIsolation;
}

/** Starts a conversation that works like its parent, on a task of its own. */
export type StartChild = (parentId: string, request: ChildRequest) => Promise<StartedChild>;

const DESCRIPTION =
  'Starts another conversation on a task of its own: an agent like you works there, beside you, and a person can watch it and talk to it. You do not see what it does and get no answer from it; tell the person its id and what it works on. Every call starts a new one: do not repeat a call that gave you an id.';

/** Gives the tool to conversations whose agent has it. */
export function childEquipment(start: StartChild): EquipmentProvider {
  return {
    equip: async ({ record }) =>
      record.spec.tools.includes(ToolName.StartChildConversation)
        ? { ...NO_EQUIPMENT, tools: [childConversationTool(start)] }
        : NO_EQUIPMENT,
  };
}

export function childConversationTool(
  start: StartChild,
): Tool<StartChildConversationAction, StartChildConversationObservation> {
  return {
    name: ToolName.StartChildConversation,
    kinds: {
      tool: 'StartChildConversationTool',
      action: ActionKind.StartChildConversation,
      observation: ObservationKind.StartChildConversation,
    },
    description: DESCRIPTION,
    ...argumentsOf<StartChildConversationAction>(ActionKind.StartChildConversation),
    annotations: {
      title: ToolName.StartChildConversation,
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: true,
    },
    resourceOf: () => undefined,
    createExecutor: ({ conversationId }) => ({
      execute: (action) => execute(conversationId, action, start),
      close: async () => undefined,
    }),
  };
}

async function execute(
  parentId: string,
  { task, title, isolation = 'worktree' }: StartChildConversationAction,
  start: StartChild,
): Promise<StartChildConversationObservation> {
  try {
    return started(parentId, await start(parentId, { task, isolation, ...(title && { title }) }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return observation(`No conversation was started: ${error.message}`, { is_error: true });
  }
}

function started(parentId: string, child: StartedChild): StartChildConversationObservation {
  const { conversationId, status, title, directory, isolation } = child;
  const text = `The conversation ${conversationId} has begun (${status}). It works in ${directory} (${isolation}).`;
  return observation(text, {
    conversation_id: conversationId,
    parent_conversation_id: parentId,
    ...{ status, title, workspace: directory, isolation },
  });
}

function observation(
  text: string,
  members: Partial<StartChildConversationObservation>,
): StartChildConversationObservation {
  return { kind: ObservationKind.StartChildConversation, content: [textContent(text)], is_error: false, ...members };
}
