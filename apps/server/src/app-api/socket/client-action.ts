import { AgentState } from '../events/projection/agent-state.js';
import { filesPart } from '../events/uploaded-files.js';
import { ChangeAgentStateArgs, ClientAction, ClientMessageArgs, ClientRunArgs } from '@openhands-nest/contracts/app';
import type { Content } from '@openhands-nest/contracts/events';
import { parseValue } from '@openhands-nest/contracts/schema';
import { invalidInput } from '../../http/problems.js';

/** What a client wants done. */
export type ClientCommand =
  | { readonly kind: 'message'; readonly content: readonly Content[] }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'run' | 'pause' | 'interrupt' | 'accept' | 'reject' };

/** The states that a client may ask for. */
const STATES: Readonly<Partial<Record<string, ClientCommand>>> = {
  [AgentState.Running]: { kind: 'run' },
  [AgentState.Paused]: { kind: 'pause' },
  [AgentState.Stopped]: { kind: 'interrupt' },
  [AgentState.UserConfirmed]: { kind: 'accept' },
  [AgentState.UserRejected]: { kind: 'reject' },
};

/** @throws InvalidValueError, InvalidInputError */
export function readClientAction(value: unknown): ClientCommand {
  const { id, action, args } = parseValue(ClientAction, value, ['body']);
  if (id !== undefined) throw invalidInput(['body', 'id'], 'An event gets its id from the server: leave id out.');
  if (action === 'message')
    return { kind: 'message', content: contentOf(parseValue(ClientMessageArgs, args, ['body', 'args'])) };
  if (action === 'run') return { kind: 'command', command: parseValue(ClientRunArgs, args, ['body', 'args']).command };
  if (action === 'change_agent_state') return stateChange(parseValue(ChangeAgentStateArgs, args, ['body', 'args']));
  const known = 'message, run and change_agent_state';
  throw invalidInput(
    ['body', 'action'],
    `This server takes the actions ${known} from clients, not "${action.slice(0, 100)}".`,
  );
}

function stateChange({ agent_state: state }: ChangeAgentStateArgs): ClientCommand {
  const command = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  if (command) return command;
  const message = `Ask for one of the states ${Object.keys(STATES).join(', ')}.`;
  throw invalidInput(['body', 'args', 'agent_state'], message);
}

function contentOf(args: ClientMessageArgs): Content[] {
  const text = args.content.trim();
  const files = args.file_urls ?? [];
  const images = args.image_urls ?? args.images_urls ?? [];
  if (text === '' && files.length === 0 && images.length === 0)
    throw invalidInput(['body', 'args', 'content'], 'The message is empty: say something.');
  return [
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
    ...(files.length > 0 ? [filesPart(files)] : []),
    ...(images.length > 0 ? [{ type: 'image' as const, image_urls: [...images] }] : []),
  ];
}
