/** What a model is told when a hook of the conversation has said no. */

export function rejectedByHookFeedback(tool: string, reason: string): string {
  return `A hook of this conversation refused the call to ${tool}; it was not executed. Reason: ${reason.trim()} Choose another way that the hook allows, or report what stands in the way.`;
}

/** Clients know the words in brackets. */
export function stopHookFeedback(objection: string): string {
  return `[Stop hook feedback] ${objection.trim()}`;
}

/** Stands for a reason that was not given. */
export function blockedByHookReason(): string {
  return 'Blocked by hook';
}
