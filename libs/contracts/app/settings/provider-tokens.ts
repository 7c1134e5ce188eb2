import { Field, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import { MCPConfig } from '../mcp-config.js';

@Model()
export class ProviderToken {
  /** Empty or absent: the stored one. */
  @Field(nullable(text({ format: 'password' }))) readonly token?: string | null;
  @Field(nullable(text())) readonly user_id?: string | null;
  /** Name of the machine, when it is not the provider's own; empty counts as absent. */
  @Field(nullable(text()), { check: hostComplaint }) readonly host?: string | null;
}

@Model()
export class POSTProviderModel {
  @Field(nullable(ref(MCPConfig))) readonly mcp_config?: MCPConfig | null;
  /** By provider. Replaces the stored ones: a provider that is not named loses its token. */
  @Field(mapOf(ref(ProviderToken)), { initial: () => ({}), check: providerComplaint })
  readonly provider_tokens!: Record<string, ProviderToken>;
}

const PROVIDERS: readonly string[] = Object.values(ProviderType);
const HOST = /^(https?:\/\/)?[A-Za-z0-9.-]+(:\d{1,5})?\/?$/;

function hostComplaint(host: string | null): string | undefined {
  return host === null || host.trim() === '' || HOST.test(host.trim())
    ? undefined
    : 'the host is the name of a machine, such as git.example.com';
}

function providerComplaint(tokens: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(tokens).find((name) => !PROVIDERS.includes(name));
  return unknown === undefined
    ? undefined
    : `'${unknown.slice(0, 100)}' is no provider: use one of ${PROVIDERS.join(', ')}`;
}
