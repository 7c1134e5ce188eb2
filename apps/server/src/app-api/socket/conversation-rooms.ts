/** Those who are connected to a conversation over Socket.IO. */
export abstract class ConversationRooms {
  /** Ends all connections to a conversation. */
  abstract disconnect(conversationId: string): void;
  abstract announceTitle(conversationId: string, title: string): void;
}
