import { describe, expect, it } from '@jest/globals';
import { createDocuments } from './create-documents.js';

describe('createDocuments', () => {
  it('describes each surface in a document of its own', async () => {
    const { app, agentServer } = await createDocuments();
    expect(Object.keys(app.paths).sort()).toEqual([
      '/api/conversations',
      '/api/conversations/{conversation_id}',
      ...['config', 'events', 'start', 'stop', 'trajectory', 'vscode-url', 'web-hosts'].map(
        (name) => `/api/conversations/{conversation_id}/${name}`,
      ),
      '/api/options/agents',
      '/api/options/config',
      '/api/options/security-analyzers',
    ]);
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
