import type { OpenApiOutline } from '@openhands-nest/contracts/schema';

/** Everything in the document that does not come from a controller. */
export const agentServerOutline = (): OpenApiOutline => ({
  openapi: '3.1.0',
  info: {
    title: 'OpenHands Agent Server',
    description: 'OpenHands Agent Server - REST/WebSocket interface for OpenHands AI Agent',
    version: '0.1.0',
  },
  servers: [],
  components: {},
});
