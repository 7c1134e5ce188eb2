import type { ClientToolSpec } from '@openhands-nest/agent-ports';
import { schemaComplaint } from '@openhands-nest/agent-tools';
import type { StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import { ToolName } from '@openhands-nest/contracts/vocabulary';
import { HttpProblem, invalidInput } from '../../http/problems.js';

type Specs = StartConversationRequest['client_tools'];

const OWN_TOOLS: ReadonlySet<string> = new Set(Object.values(ToolName));

/** The tools that a client brings with it. @throws InvalidInputError; HttpProblem 422 for a name that is taken */
export async function readClientTools(specs: Specs): Promise<readonly ClientToolSpec[]> {
  const seen = new Set<string>();
  for (const [index, { name, parameters }] of specs.entries()) {
    if (seen.has(name))
      throw refused(`Duplicate client tool name '${name}' in one request. Give each tool its own name.`);
    if (OWN_TOOLS.has(name))
      throw refused(`Client tool name '${name}' collides with a tool of this server. Choose another name.`);
    seen.add(name);
    await checkSchema(parameters, ['body', 'client_tools', index, 'parameters']);
  }
  return specs.map(({ name, description, parameters, annotations }) => ({
    name,
    description,
    parameters,
    annotations: annotations ?? null,
  }));
}

async function checkSchema(schema: Readonly<Record<string, unknown>>, at: readonly (string | number)[]): Promise<void> {
  if (schema.type !== 'object')
    throw invalidInput(
      at,
      'The parameters must be a JSON Schema of type object: {"type": "object", "properties": {...}}',
    );
  const complaint = await schemaComplaint(schema);
  if (complaint !== undefined) throw invalidInput(at, `The parameters are no valid JSON Schema: ${complaint}`);
}

function refused(detail: string): HttpProblem {
  return new HttpProblem(422, { detail });
}
