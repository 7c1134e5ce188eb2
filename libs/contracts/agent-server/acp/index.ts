export { ACPModelDiscovery, ACPModelDiscoveryError, ACPModelDiscoveryRequest, ACPModelInfo } from './acp-models.js';
export { ApiDiscoverAcpModels } from './acp-operations.js';
