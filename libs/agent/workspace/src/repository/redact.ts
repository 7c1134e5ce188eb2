const MASK = '***';

/** The text without the secrets, in plain, URL-encoded or base64 form, and without user and password in addresses. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  const masked = forms.reduce((rest, form) => (form ? rest.replaceAll(form, MASK) : rest), text);
  return masked.replace(/\/\/[^/\s@']+@/g, `//${MASK}@`);
}
