import { anyObject, Field, Model, nullable, number } from '@openhands-nest/contracts/schema';

/** Its tokens and the client's secret are encrypted: whoever brings them back need not be able to read them. */
@Model({ description: 'What came of a sign-in by OAuth.' })
export class MCPOAuthStateResponse {
  @Field(nullable(anyObject())) readonly tokens?: Record<string, unknown> | null;
  @Field(nullable(anyObject())) readonly client_info?: Record<string, unknown> | null;
  @Field(nullable(number({ description: 'Seconds since the epoch.' }))) readonly token_expires_at?: number | null;
}
