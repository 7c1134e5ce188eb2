import { parseArgs } from 'node:util';

export interface Options {
  /** Write the exported documents instead of failing when they are stale. */
  readonly write: boolean;
  /** Origin of a running server whose OpenHands document is compared instead of the built one. */
  readonly url?: string;
  /** The same for its Agent Server document. */
  readonly agentServerUrl?: string;
}

export const USAGE = `Usage: spec [--write | --url ORIGIN [--agent-server-url ORIGIN]]
  --write             write libs/contracts/openapi/ and lower the number of known gaps
  --url               compare the OpenHands document of a running server
  --agent-server-url  compare the Agent Server document of a running server`;

/** Throws a sentence about an argument that does not exist or fit. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      write: { type: 'boolean', default: false },
      url: { type: 'string' },
      'agent-server-url': { type: 'string' },
    },
  });
  const { write, url, 'agent-server-url': agentServerUrl } = values;
  if (write && (url ?? agentServerUrl)) throw new Error('--write exports the built server: leave out the URLs.');
  return { write, ...(url && { url }), ...(agentServerUrl && { agentServerUrl }) };
}
