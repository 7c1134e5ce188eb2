/** Hosts of git repositories. */
export const ProviderType = {
  Github: 'github',
  Gitlab: 'gitlab',
  Bitbucket: 'bitbucket',
  EnterpriseSso: 'enterprise_sso',
} as const;
export type ProviderType = (typeof ProviderType)[keyof typeof ProviderType];
