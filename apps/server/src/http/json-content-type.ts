/** Content type of answers that leave as JSON text already. */
export const JSON_CONTENT_TYPE = 'application/json; charset=utf-8';
