import { DocumentBuilder } from '@nestjs/swagger';
import type { OutlineBuilder } from '@openhands-nest/contracts/schema';

/** Name of the scheme under which the document shows the session API key. */
export const SECURITY_SCHEME = 'APIKeyHeader';

/** Everything in the document that does not come from a controller. */
export function appDocumentBuilder(): OutlineBuilder {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('OpenHands')
    .setDescription('OpenHands: Code Less, Make More')
    .setVersion('0.53.0')
    .addServer('https://app.all-hands.dev', 'Production server')
    .addServer('http://localhost:3000', 'Local development server')
    .addSecurity(SECURITY_SCHEME, { type: 'apiKey', in: 'header', name: 'X-Session-API-Key' });
}
