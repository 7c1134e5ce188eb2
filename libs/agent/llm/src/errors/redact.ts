const HIDDEN = '<hidden>';
const SECRET_LIKE = [
  /\bBearer\s+[^\s"',;]+/gi,
  /\b(?:sk|rk|pk|gsk|xai)-[\w*-]{6,}/gi,
  // Tokens that say something about themselves.
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /\bAIza[\w-]{10,}/g,
  /([?&](?:api_?)?key=)[^&\s"']+/gi,
];
/** Shorter keys would blank out ordinary words. */
const KEY_CHARS = 4;

/** Takes secrets such as the API key, and whatever looks like one, out of a text that people will see. */
export function redact(text: string, secrets: readonly (string | undefined)[] = []): string {
  const withoutSecrets = secrets.reduce<string>(
    (result, secret) =>
      secret && secret.length >= KEY_CHARS
        ? result.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN)
        : result,
    text,
  );
  return SECRET_LIKE.reduce(
    (result, pattern) =>
      result.replace(pattern, (_match, lead: unknown) => `${typeof lead === 'string' ? lead : ''}${HIDDEN}`),
    withoutSecrets,
  );
}
