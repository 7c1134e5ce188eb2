import {
  Field,
  integer,
  listOf,
  literal,
  Model,
  nullable,
  ref,
  text,
  type Schema,
} from '@openhands-nest/contracts/schema';
import { ExecuteBashRequest } from './execute-bash-request.js';

/** A command that somebody asked the server to run. Ids are 32 hex digits, times UTC with `Z`. */
@Model()
export class BashCommand extends ExecuteBashRequest {
  @Field(text()) readonly id!: string;
  @Field(text({ format: 'date-time' })) readonly timestamp!: string;
  @Field(literal('BashCommand')) readonly kind!: 'BashCommand';
}

/** A piece of what a command wrote, of at most 1 MiB each. */
@Model()
export class BashOutput {
  @Field(text()) readonly id!: string;
  @Field(text({ format: 'date-time' })) readonly timestamp!: string;
  @Field(text()) readonly command_id!: string;
  /** 0, 1, 2 … within its command. */
  @Field(integer({ default: 0 })) readonly order!: number;
  /** Null in every piece but the last. A signal counts as negative; -1: out of time, or not started. */
  @Field(nullable(integer())) readonly exit_code!: number | null;
  @Field(nullable(text())) readonly stdout!: string | null;
  @Field(nullable(text())) readonly stderr!: string | null;
  @Field(literal('BashOutput')) readonly kind!: 'BashOutput';
}

/** Why a frame on the socket was refused. Never stored. */
@Model()
export class BashError {
  @Field(text()) readonly id!: string;
  @Field(text({ format: 'date-time' })) readonly timestamp!: string;
  /** Name of the error. */
  @Field(text()) readonly code!: string;
  @Field(text()) readonly detail!: string;
  @Field(literal('BashError')) readonly kind!: 'BashError';
}

/** A stored event, told apart by `kind`. */
export const ANY_BASH_EVENT: Schema = { anyOf: [ref(BashCommand), ref(BashOutput)] };

@Model()
export class BashEventPage {
  @Field(listOf(ANY_BASH_EVENT)) readonly items!: (BashCommand | BashOutput)[];
  /** Null at the end. A page may hold fewer events than were asked for, when these are large. */
  @Field(nullable(text())) readonly next_page_id!: string | null;
}
