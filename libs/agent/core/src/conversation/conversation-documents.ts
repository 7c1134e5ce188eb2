/** Name of a document of the settings store that belongs to a conversation, and is removed together with it. */
export function conversationDocument(conversationId: string, name: string): string {
  return documentsOf(conversationId) + name;
}

/** How the names of all documents of a conversation begin. */
export function documentsOf(conversationId: string): string {
  return `conversation/${conversationId}/`;
}
