import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { isObject, type Item } from './item.js';

/** How a command of 0.53 is marked that nobody approved. */
const NOT_APPROVED: ReadonlySet<unknown> = new Set(['awaiting_confirmation', 'rejected']);

/**
 * The items without calls that were not carried out, because a person rejected them or has not decided yet: a replay must not do
 * what nobody approved. A call that 0.53 records again with another mark counts once, as it was recorded first.
 */
export function carriedOut(items: readonly Item[]): Item[] {
  const rejected = new Set(items.flatMap(rejectedBy));
  const groups = Map.groupBy(items, (item) => callKey(item) ?? item);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const isDone = !group.some(({ fields }) => rejected.has(fields['id'])) && !NOT_APPROVED.has(markOf(group.at(-1)));
    return first && isDone ? [first] : [];
  });
}

/** Id of the event that an answer rejects. */
function rejectedBy({ fields }: Item): unknown[] {
  if (fields['observation'] === 'user_rejected') return [fields['cause'] ?? []].flat();
  return fields['kind'] === EventKind.UserReject ? [fields['action_id'] ?? []].flat() : [];
}

/** What the same call has in common wherever it is recorded; undefined for everything else. */
function callKey({ fields }: Item): string | undefined {
  const metadata = fields['tool_call_metadata'];
  if (!('action' in fields) || !isObject(metadata)) return undefined;
  const { tool_call_id: callId, model_response: reply } = metadata;
  const replyId = isObject(reply) ? reply['id'] : undefined;
  return typeof callId === 'string' && typeof replyId === 'string' ? JSON.stringify([replyId, callId]) : undefined;
}

function markOf(item: Item | undefined): unknown {
  const args = item && 'action' in item.fields ? item.fields['args'] : undefined;
  return isObject(args) ? args['confirmation_state'] : undefined;
}
