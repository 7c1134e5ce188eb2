import { describe, expect, it } from '@jest/globals';
import { createDocuments } from './create-documents.js';

describe('createDocuments', () => {
  it('describes each surface in a document of its own', async () => {
    const { app, agentServer } = await createDocuments();
    const appPaths = Object.keys(app.paths);
    expect(appPaths).toEqual(
      expect.arrayContaining([
        '/api/conversations',
        '/api/conversations/{conversation_id}/start',
        '/api/options/config',
      ]),
    );
    expect(appPaths.filter((path) => path.startsWith('/api/settings/secrets'))).toEqual([]);
    expect(Object.keys(agentServer.paths)).toEqual(
      expect.arrayContaining([
        '/api/conversations/{conversation_id}/run',
        '/api/conversations/{conversation_id}/events',
        '/server_info',
        '/health',
      ]),
    );
    expect(Object.keys(agentServer.paths).filter((path) => path.startsWith('/agent-server'))).toEqual([]);
    expect(app.info).toMatchObject({ title: 'OpenHands', version: '0.53.0' });
    expect(agentServer.info).toMatchObject({ title: 'OpenHands Agent Server', version: '0.1.0' });
  });
});
