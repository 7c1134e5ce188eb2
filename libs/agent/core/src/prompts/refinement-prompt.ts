const PERCENT = 100;

/** What an agent is told that wants to finish while its critic is not content. @param score from 0 to 1 @param iteration from 1 */
export function refinementPrompt(score: number, iteration: number): string {
  return [
    `A critic has looked at your work (${iteration}. time) and doubts that the task is done: it gives it ${Math.round(score * PERCENT)} %.`,
    'Go through the task again, point by point. Say what is done and how you know it, find what is missing or untested, and do that.',
    'Finish when nothing is left; if the critic is wrong, say why when you finish.',
  ].join('\n');
}
