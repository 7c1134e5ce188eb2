import type { Difference } from './compare-streams.js';

/** A difference that is meant or cannot be helped, and why. docs/compatibility.md names each of them. */
export interface KnownDifference extends Difference {
  readonly reason: string;
}

/** The comparison checks the list: a difference that is not listed is red, and so is one that is listed and gone. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    side: 'there',
    what: 'ConversationErrorEvent',
    reason: 'a model that fails fails at the title too, which is an error of its own in the reference',
  },
  {
    side: 'there',
    what: 'ConversationStateUpdateEvent blocked_actions',
    reason: 'a call that a hook blocks is rejected at once here, and waits for nothing',
  },
  {
    side: 'there',
    what: 'ConversationStateUpdateEvent hook_config',
    reason: 'hooks are part of what was asked for; the first state shows them, and nothing has changed',
  },
  {
    side: 'there',
    what: 'ObservationEvent: observation.full_output_save_dir',
    reason:
      'the reference names a folder for outputs that were not cut; here there is one only where something was cut',
  },
  {
    side: 'here',
    what: 'SystemPromptEvent',
    reason: 'what a client, its servers or skills bring is known when the workspace is ready, and is logged then',
  },
  {
    side: 'here',
    what: 'SystemPromptEvent: dynamic_context',
    reason: 'what differs between conversations is kept apart from the prompt in every conversation',
  },
  {
    side: 'here',
    what: 'SystemPromptEvent: parent_id',
    reason: 'a prompt that is logged again has a place in the log',
  },
  {
    side: 'there',
    what: 'SystemPromptEvent: parent_id',
    reason: 'the first prompt is the root here, whatever was changed before it',
  },
];

/** The reference sends these when its timers say so, so that no two runs of it agree. */
export const TIMED_EVENTS = /^ConversationStateUpdateEvent stats/;
