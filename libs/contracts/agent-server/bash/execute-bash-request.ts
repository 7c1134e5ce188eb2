import { Field, integer, Model, nullable, text } from '@openhands-nest/contracts/schema';

/** Seconds that a command gets when nobody says otherwise. */
const DEFAULT_TIMEOUT = 300;

@Model()
export class ExecuteBashRequest {
  /** For a shell. */
  @Field(text()) readonly command!: string;
  /** Null: where the server was started. */
  @Field(nullable(text())) readonly cwd?: string | null;
  /** Seconds. */
  @Field(integer({ default: DEFAULT_TIMEOUT })) readonly timeout!: number;
}
