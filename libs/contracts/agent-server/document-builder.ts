import { DocumentBuilder } from '@nestjs/swagger';
import type { OutlineBuilder } from '@openhands-nest/contracts/schema';

/** Everything in the document that does not come from a controller. */
export function agentServerDocumentBuilder(): OutlineBuilder {
  return new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('OpenHands Agent Server')
    .setDescription('OpenHands Agent Server - REST/WebSocket interface for OpenHands AI Agent')
    .setVersion('0.1.0');
}
