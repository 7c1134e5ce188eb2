/** Asks a model to sum up the older part of a conversation, which will then be forgotten. */
export function summaryPrompt(transcript: string): string {
  return `Below is the older part of a conversation between a person and a software engineer who works with tools. It is about to be removed from the engineer's memory; what you write takes its place.

Write what the engineer needs in order to go on as if nothing had been lost:
- what the person wants, with every requirement and constraint that was stated, in their words where the wording matters;
- what has been done and decided so far, and why;
- what was learned: paths, names, commands with their results, errors and their causes;
- what was being worked on, what remains, and what failed and must not be tried again.

Give facts, no comments on the conversation. If it begins with an earlier summary, carry over what still matters. At most 600 words.

<transcript>
${transcript}
</transcript>`;
}
