import { Field, integer, Model, text } from '@openhands-nest/contracts/schema';

@Model()
export class StartGoalRequest {
  /** What the agent is to reach, and what a judge looks for after each run. */
  @Field(text()) readonly objective!: string;
  /** Audits after which it is given up. */
  @Field(integer({ minimum: 1, default: 10 })) readonly max_iterations!: number;
}
