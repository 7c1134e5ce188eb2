import { Field, mapOf, Model, Operation, RuleError, text } from '@openhands-nest/contracts/schema';

const MAX_HEADERS = 16;
const MAX_NAME = 256;
const MAX_VALUE = 8192;

/** Where a credential is kept that more than one program reads and renews. */
@Model({ additionalProperties: false })
export class CredentialBindingActivation {
  @Field(text({ minLength: 1, maxLength: 4096 })) readonly url!: string;
  @Field(mapOf(text()), { initial: () => ({}), before: checkedHeaders }) readonly headers!: Record<string, string>;
}

/** PUT /api/conversations/{conversation_id}/credential-bindings/{secret_name} */
export function ApiActivateCredentialBinding(): MethodDecorator {
  return Operation({
    id: 'activate_credential_binding_api_conversations__conversation_id__credential_bindings__secret_name__put',
    summary: 'Activate Credential Binding',
    description: 'Let a conversation read and renew a credential at its source. Only agents of the ACP have such ones.',
    tags: ['Credential Bindings'],
    path: { conversation_id: text({ format: 'uuid' }), secret_name: text() },
    body: CredentialBindingActivation,
    answers: { 404: 'No such conversation, or no such credential', 409: 'The conversation has no agent that uses it' },
  });
}

function checkedHeaders(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return headers;
  const entries = Object.entries(headers);
  const fits = entries.every(
    ([name, value]) => fitsIn(name, MAX_NAME) && (typeof value !== 'string' || fitsIn(value, MAX_VALUE)),
  );
  if (entries.length > MAX_HEADERS || !fits) throw new RuleError('Invalid credential binding headers');
  return headers;
}

function fitsIn(value: string, length: number): boolean {
  return value.length > 0 && value.length <= length;
}
