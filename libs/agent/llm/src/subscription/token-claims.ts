/** Members of a token that this server looks at. The token came straight from its issuer, so nobody else's word is taken for it. */
interface Claims {
  readonly email?: unknown;
  readonly 'https://api.openai.com/auth'?: { readonly chatgpt_account_id?: unknown };
}

/** The account that an access token is for. */
export function accountIdIn(accessToken: string): string | undefined {
  return textOrNothing(claimsOf(accessToken)['https://api.openai.com/auth']?.chatgpt_account_id);
}

/** Whose a token of identity is. */
export function emailIn(idToken: string): string | undefined {
  return textOrNothing(claimsOf(idToken).email);
}

function claimsOf(token: string): Claims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
