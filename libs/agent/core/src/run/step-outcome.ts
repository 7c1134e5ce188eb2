/** How a step ended: whether the run goes on. */
export const StepOutcome = { Continue: 'continue', Ended: 'ended' } as const;
export type StepOutcome = (typeof StepOutcome)[keyof typeof StepOutcome];
