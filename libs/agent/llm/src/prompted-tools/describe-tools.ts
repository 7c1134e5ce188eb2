import type { LlmToolSpec } from '@openhands-nest/agent-ports';

/** Tells a model which tools there are, and how it calls them in its text. */
export function describeTools(tools: readonly LlmToolSpec[]): string {
  return `You have these tools:\n\n${tools.map(described).join('\n\n')}\n\n${HOW}`;
}

const HOW = `To use a tool, end your reply with a call of it, written exactly like this:

<function=name_of_the_tool>
<parameter=first_parameter>value</parameter>
<parameter=second_parameter>
a value
of several lines
</parameter>
</function>

- Texts stand there as they are, without quotes or escapes. Numbers, lists, objects, true and false are written as JSON.
- Give every required parameter. Names are those of the list above.
- Several calls may follow each other; they are carried out in their order.
- Write nothing after the last call. Its result comes in the next message.
- A reply without a call ends your turn.`;

function described({ name, description, parameters }: LlmToolSpec): string {
  return `## ${name}\n${description}\nParameters, as JSON Schema: ${JSON.stringify(parameters)}`;
}
