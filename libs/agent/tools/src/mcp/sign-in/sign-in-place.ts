import type { McpSignInState } from '@openhands-nest/agent-ports';

/** Where the state of a sign-in is kept. Who shares the place shares the sign-in. */
export interface SignInPlace {
  /** Names the place, unique in the process. */
  readonly key: string;
  read(): Promise<McpSignInState>;
  write(state: McpSignInState): Promise<void>;
}

/** A place that is gone with its owner. */
export function passingPlace(key: string, state: McpSignInState): SignInPlace {
  let current = state;
  return {
    key,
    read: async () => current,
    write: async (changed) => void (current = changed),
  };
}
