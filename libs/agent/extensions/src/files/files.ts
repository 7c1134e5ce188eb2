import type { Workspace } from '@openhands-nest/agent-ports';

/** The part of a workspace that looks for files: a conversation's own, or the machine's. */
export type Files = Pick<Workspace, 'readFile' | 'list'>;
