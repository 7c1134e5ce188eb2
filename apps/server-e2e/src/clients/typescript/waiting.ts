/** Titles of stories that the server cannot play yet. A story that can be played must leave the list. */
export const WAITING: readonly string[] = [];
