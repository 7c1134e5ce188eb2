import { isObject, mapValues, type Json } from './json.js';

/** Changes one secret. Null leaves it unset. */
export type SecretChange = (secret: string) => string | null;

const LLM_SECRETS = ['api_key', 'aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];
const MCP_AUTH_SECRETS = new Set(
  'value password client_secret access_token refresh_token id_token registration_access_token'.split(' '),
);
const SENSITIVE_HEADER = /AUTHORIZATION|COOKIE|CREDENTIAL|KEY|PASSWORD|SECRET|SESSION|TOKEN/i;

/** Agent settings with every secret in them changed. Takes parts of settings, and values of any shape, as they are. */
export function changeSecrets(settings: Json, change: SecretChange): Json {
  return withObjects(settings, {
    llm: (llm) => changeLlmSecrets(llm, change),
    verification: (verification) => withTexts(verification, ['critic_api_key'], change),
    mcp_config: (servers) => mapValues(servers, (server) => (isObject(server) ? ofMcpServer(server, change) : server)),
    agent_context: (context) => withObjects(context, { secrets: (secrets) => changeSecretMap(secrets, change) }),
    meta_profile_llms: (llms) => mapValues(llms, (llm) => (isObject(llm) ? changeLlmSecrets(llm, change) : llm)),
    condenser: (condenser) => ofCondenser(condenser, change),
  });
}

/** The same for the settings of one model. */
export function changeLlmSecrets(llm: Json, change: SecretChange): Json {
  return withObjects(withTexts(llm, LLM_SECRETS, change), {
    extra_headers: (headers) =>
      mapValues(headers, (value, name) => (SENSITIVE_HEADER.test(name) ? changed(value, change) : value)),
  });
}

/** Some consist of others. */
function ofCondenser(condenser: Json, change: SecretChange): Json {
  const own = withObjects(condenser, { llm: (llm) => changeLlmSecrets(llm, change) });
  const { condensers } = own;
  if (!Array.isArray(condensers)) return own;
  return {
    ...own,
    condensers: condensers.map((member: unknown) => (isObject(member) ? ofCondenser(member, change) : member)),
  };
}

function ofMcpServer(server: Json, change: SecretChange): Json {
  return withObjects(server, {
    env: (variables) => allTexts(variables, change),
    headers: (headers) => allTexts(headers, change),
    auth: (auth) => ofMcpAuth(auth, change),
  });
}

/** Tokens of a finished authorization lie deep; their names tell them. */
function ofMcpAuth(auth: Json, change: SecretChange): Json {
  return mapValues(auth, (value, key) => {
    if (isObject(value)) return key === 'headers' ? allTexts(value, change) : ofMcpAuth(value, change);
    return MCP_AUTH_SECRETS.has(key) ? changed(value, change) : value;
  });
}

/** Secrets by name: each is its text, or an object that holds it or says where to get it. */
export function changeSecretMap(secrets: Json, change: SecretChange): Json {
  return mapValues(secrets, (secret) =>
    isObject(secret)
      ? withObjects(withTexts(secret, ['value'], change), { headers: (headers) => allTexts(headers, change) })
      : changed(secret, change),
  );
}

function changed(value: unknown, change: SecretChange): unknown {
  return typeof value === 'string' && value !== '' ? change(value) : value;
}

function allTexts(object: Json, change: SecretChange): Json {
  return mapValues(object, (value) => changed(value, change));
}

function withTexts(object: Json, names: readonly string[], change: SecretChange): Json {
  return mapValues(object, (value, key) => (names.includes(key) ? changed(value, change) : value));
}

function withObjects(object: Json, changes: Readonly<Record<string, (value: Json) => Json>>): Json {
  return mapValues(object, (value, key) => {
    const change = Object.hasOwn(changes, key) ? changes[key] : undefined;
    return change && isObject(value) ? change(value) : value;
  });
}
