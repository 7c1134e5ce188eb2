const HEX = /^[0-9a-f]{32}$/i;
const DASHED = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Accepts a UUID in its dashed or 32-hex form, in any case; answers the dashed lower-case form, or undefined for anything else. */
export function parseConversationId(text: string): string | undefined {
  if (DASHED.test(text)) return text.toLowerCase();
  if (!HEX.test(text)) return undefined;
  const hex = text.toLowerCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The 32 hex digits under which the OpenHands API shows a conversation id. */
export function toHexId(conversationId: string): string {
  return conversationId.replaceAll('-', '');
}
