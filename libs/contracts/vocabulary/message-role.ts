/** Who speaks in a message to or from a model. */
export const MessageRole = { User: 'user', System: 'system', Assistant: 'assistant', Tool: 'tool' } as const;
export type MessageRole = (typeof MessageRole)[keyof typeof MessageRole];
