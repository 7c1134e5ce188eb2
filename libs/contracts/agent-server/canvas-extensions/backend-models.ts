import { Field, flag, integer, Model, nullable, text } from '@openhands-nest/contracts/schema';

/**
 * `missing`: no such extension. `unsupported`: it has no program, or none for this system. `unhealthy`: its program ended by itself, or
 * does not answer.
 */
const STATES = ['missing', 'stopped', 'starting', 'ready', 'unhealthy', 'unsupported'] as const;
export type BackendState = (typeof STATES)[number];

/** Which version of an extension a person has agreed to. */
@Model()
export class BackendRevisionRequest {
  @Field(text({ minLength: 1 })) readonly revision!: string;
}

/** How the program of an extension is. */
@Model()
export class BackendStatus {
  @Field(text()) readonly name!: string;
  @Field(text({ enum: STATES })) readonly state!: BackendState;
  /** Of what is installed: its commit, or a hash of its manifest. */
  @Field(nullable(text())) readonly revision!: string | null;
  /** The one that was agreed to last. */
  @Field(nullable(text())) readonly prepared_revision!: string | null;
  @Field(nullable(integer())) readonly pid!: number | null;
  /** On which it listens, on loopback. */
  @Field(nullable(integer())) readonly port!: number | null;
  /** What is wrong with it, for people. */
  @Field(nullable(text())) readonly detail!: string | null;
}

/** The end of what the program wrote to both of its outputs. */
@Model()
export class BackendLogs {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly logs!: string;
  /** Whether there was more. */
  @Field(flag()) readonly truncated!: boolean;
}

@Model()
export class BackendLogsQuery {
  @Field(integer({ minimum: 1, maximum: 262_144, default: 65_536 })) readonly limit_bytes!: number;
}
