import type { OpenHandsClient } from '@openhands-nest/client';
import type { CallRecord } from '../package/call-record.js';
import type { ClientPackage } from '../package/client-package.js';

/** What every story has at hand. */
export interface Cast {
  /** Everything that the official client exports. */
  readonly sdk: ClientPackage['exports'];
  /** What its clients are made with. */
  readonly options: { readonly host: string; readonly apiKey: string };
  readonly record: CallRecord;
  /** The `llm` of an agent whose model does what messages order. */
  readonly llm: Readonly<Record<string, unknown>>;
  /** Makes an empty directory. */
  newDirectory(): Promise<string>;
  /** Our own client, to wait for what the official one can only ask for. */
  readonly observer: OpenHandsClient;
}

/** A story calls methods of the official client and compares what they answer with what is so. */
export interface Story {
  readonly title: string;
  tell(cast: Cast): Promise<void>;
}
