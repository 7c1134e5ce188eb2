import type { OpenApiOutline } from '@openhands-nest/contracts/schema';

/** Name of the scheme under which the document shows the session API key. */
export const SECURITY_SCHEME = 'APIKeyHeader';

/** Everything in the document that does not come from a controller. */
export const appOutline = (): OpenApiOutline => ({
  openapi: '3.1.0',
  info: { title: 'OpenHands', description: 'OpenHands: Code Less, Make More', version: '0.53.0' },
  servers: [
    { url: 'https://app.all-hands.dev', description: 'Production server' },
    { url: 'http://localhost:3000', description: 'Local development server' },
  ],
  components: { securitySchemes: { [SECURITY_SCHEME]: { type: 'apiKey', in: 'header', name: 'X-Session-API-Key' } } },
});
