const SECRET_KEYS = new Set([
  'api_key',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'llm_api_key',
]);
/** A value that was encrypted with the key of a server. */
const ENCRYPTED = /gAAAA[\w-]{20,}={0,2}/g;
const SUSPICIOUS = /(api_key|aws_(access_key_id|secret_access_key|session_token))"|gAAAA/;
const MASK = '**********';

/** JSON text without keys of providers and without encrypted values. */
export function maskKeys(json: string): string {
  // Most texts hold none of these words.
  if (!SUSPICIOUS.test(json)) return json;
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => {
    if (SECRET_KEYS.has(key) && value !== null) return MASK;
    return typeof value === 'string' ? value.replace(ENCRYPTED, MASK) : value;
  });
}
