/** What a model is told when a call could not be carried out as it wanted. Each sentence says what to do next. */

export function unknownToolFeedback(name: string, known: readonly string[]): string {
  const offered =
    known.length > 0 ? `The tools you have are: ${known.join(', ')}.` : 'You have no tools in this conversation.';
  return `There is no tool named "${name}". ${offered}`;
}

/** `problem` is the parser's or the tool's own sentence. */
export function unparsableArgumentsFeedback(tool: string, problem: string): string {
  return `The arguments of the call to ${tool} could not be used: ${problem} Nothing was executed. Call it again with one JSON object that fits its parameters.`;
}

export function emptyReplyFeedback(): string {
  return 'Your last reply was empty. Go on with the task by calling a tool, or finish with a report of what was done.';
}

export function interruptedCallFeedback(tool: string): string {
  return `The call to ${tool} was interrupted by the user before it ended; part of its work may have been done. Check the state before you rely on it.`;
}

/** For a call that was cut off because the server was stopped in order, or the run had used up its time. */
export function cutOffCallFeedback(tool: string): string {
  return `The call to ${tool} was cut off because the server was stopped or the time of the run was used up; part of its work may have been done. Check the state before you rely on it. A terminal starts anew, without its directory, variables and background processes.`;
}

/** For a call that was in flight when the server stopped without warning. */
export function outcomeUnknownFeedback(tool: string): string {
  return `The server stopped while ${tool} was running, so the outcome of this call is unknown: it may have done all, part or nothing of its work. It was not repeated. Check what is there before you decide whether to call it again. A terminal starts anew, without its directory, variables and background processes.`;
}

/** For a call that was in flight in the conversation from which this one was forked. */
export function leftBehindCallFeedback(tool: string): string {
  return `The call to ${tool} was still being carried out when this conversation branched off; its outcome is not known here. It was not repeated. Check what is there before you rely on it.`;
}

export function notExecutedAfterFinishFeedback(tool: string): string {
  return `The call to ${tool} was not executed, because the task was finished in the same reply.`;
}

export function rejectedByUserFeedback(tool: string, reason?: string): string {
  const because = reason?.trim() ? ` Reason: ${reason.trim()}` : '';
  return `The user rejected the call to ${tool}; it was not executed.${because} Do not try the same again: choose another way, or ask what is wanted.`;
}

/** `pattern` names what was seen, for example "the same call failed 3 times". */
export function stuckFeedback(pattern: string): string {
  return `You seem to be stuck: ${pattern}. Do not repeat it. Think about why it does not work and try something different, or finish and report what stands in the way.`;
}
