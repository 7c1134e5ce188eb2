import type { InitRequest } from '@openhands-nest/contracts/agent-server';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with which a server would have been started to be what a request asks for. */
export function initEnvironment(base: Environment, request: InitRequest): Environment {
  const {
    env,
    session_api_keys: keys,
    secret_key: secretKey,
    previous_secret_keys: earlier,
    conversations_path: conversations,
    webhooks,
    web_url: webUrl,
    allow_cors_origins: origins,
  } = request;
  const before = { ...(keys ? without(base, /^(SESSION_API_KEY|OH_SESSION_API_KEYS_\d+)$/) : base) };
  const others = { ...(webhooks ? without(before, /^OH_WEBHOOKS(_\d+_.*)?$/) : before), ...env };
  return {
    ...others,
    ...Object.fromEntries((keys ?? []).map((key, index) => [`OH_SESSION_API_KEYS_${index}`, key])),
    ...(secretKey?.trim() ? { OH_SECRET_KEY: secretKey } : {}),
    ...(earlier ? { OH_PREVIOUS_SECRET_KEYS: JSON.stringify(earlier) } : {}),
    ...(conversations ? { DATA_DIR: conversations } : {}),
    ...(webhooks ? { OH_WEBHOOKS: JSON.stringify(webhooks) } : {}),
    ...(webUrl && !others.PUBLIC_URL ? { PUBLIC_URL: webUrl } : {}),
    ...(origins ? { PERMITTED_CORS_ORIGINS: [others.PERMITTED_CORS_ORIGINS ?? '', ...origins].join(',') } : {}),
  };
}

function without(environment: Environment, pattern: RegExp): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !pattern.test(name)));
}
