/** Puts a question about the work beside the work itself. */
export function sideQuestionPrompt(question: string): string {
  return `<side_question>
${question}
</side_question>

The person asks this beside the task, which goes on undisturbed. Answer in a few sentences of plain text, from what this conversation has shown so far. Call no tools and begin nothing new. If the conversation does not tell, say so.`;
}
