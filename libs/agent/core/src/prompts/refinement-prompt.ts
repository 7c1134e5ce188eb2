import type { CriticFeature, CriticFeatures } from '@openhands-nest/agent-ports';

const PERCENT = 100;

/** What an agent is told that wants to finish while its critic is not content. @param score from 0 to 1 @param iteration from 1 */
export function refinementPrompt(score: number, iteration: number, features?: CriticFeatures): string {
  return [
    `A critic has looked at your work (${iteration}. time) and doubts that the task is done: it gives it ${percent(score)}.`,
    ...(features ? suspicions(features) : []),
    'Go through the task again, point by point. Say what is done and how you know it, find what is missing or untested, and do that.',
    'Finish when nothing is left; if the critic is wrong, say why when you finish.',
  ].join('\n');
}

function suspicions(features: CriticFeatures): string[] {
  const groups = [
    ['What it suspects of your work', features.agent_behavioral_issues],
    ['What the person would probably ask for next', features.user_followup_patterns],
    ['Trouble with the environment', features.infrastructure_issues],
    ['Besides', features.other],
  ] as const;
  return groups
    .filter(([, found]) => found.length > 0)
    .map(([title, found]) => `${title}: ${found.map(named).join(', ')}.`);
}

function named({ display_name: name, probability }: CriticFeature): string {
  return `${name.toLowerCase()} (${percent(probability)})`;
}

function percent(share: number): string {
  return `${Math.round(share * PERCENT)} %`;
}
