import type { ClientToolSpec, Tool } from '@openhands-nest/agent-ports';
import type { ClientAction, ClientToolObservation } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { textContent } from '../text/text-content.js';
import type { ArgumentCheck } from './argument-check.js';

const ANSWER = 'The call was handed to the client, which carries it out. It gives no result back.';
/** Nothing is known of a tool whose client does not say. */
const CAUTIOUS = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true };

/** A tool whose calls its client carries out when it sees them among the events. Here they are only answered. */
export function clientTool(spec: ClientToolSpec, check: ArgumentCheck): Tool<ClientAction, ClientToolObservation> {
  const { name, description, parameters, annotations } = spec;
  const kind = `ClientAction_${name}` as const;
  return {
    name,
    kinds: { tool: 'ClientTool', action: kind, observation: ObservationKind.ClientTool },
    description,
    definition: { client_tool_name: name, input_schema: parameters },
    parameters,
    annotations: { ...CAUTIOUS, ...annotations, title: annotations?.title ?? name },
    resourceOf: () => undefined,
    parse: (values) => ({ ...check(values), kind }),
    createExecutor: () => ({
      execute: async () => ({ kind: ObservationKind.ClientTool, content: [textContent(ANSWER)], is_error: false }),
      close: async () => undefined,
    }),
  };
}
