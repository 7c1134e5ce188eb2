import { describe, expect, it } from '@jest/globals';
import { check, type CheckInput } from './check.js';
import type { Documents } from './document.js';
import { loadReferences } from './reference.js';

type Json = Record<string, ReturnType<typeof JSON.parse>>;

const references = loadReferences();
const planned = { app: [['GET', '/api/settings']], agentServer: [] } as const;
const allowedGaps = { app: 1, agentServer: 0 };

/** A server that shows exactly what the references show, in two documents. */
function equalDocuments(): { app: Json; agentServer: Json } {
  const merged: Json = {};
  for (const { belongsTo, document } of structuredClone(references)) {
    const before: Json = merged[belongsTo] ?? {};
    const { paths, components, ...whole } = document as Json;
    merged[belongsTo] = {
      ...whole,
      paths: { ...before.paths, ...paths },
      components: {
        ...before.components,
        ...components,
        schemas: { ...before.components?.schemas, ...components.schemas },
      },
    };
  }
  return merged as { app: Json; agentServer: Json };
}

const problemsOf = (documents: Documents, more: Partial<CheckInput> = {}): readonly string[] =>
  check({ references, documents, planned, allowedGaps, ...more }).problems;

describe('the check against the references', () => {
  it('is content with equal documents and lists every operation', () => {
    const { table, problems } = check({ references, documents: equalDocuments(), planned, allowedGaps });

    expect(problems).toEqual([]);
    expect(table.map((row) => row.split(/ {2,}/))).toEqual([
      ['document', 'operation', 'schemas', 'equal'],
      ['openapi.json', 'GET /api/conversations/{conversation_id}', '7', 'yes'],
      ['openapi.json', 'POST /api/conversations', '13', 'yes'],
      ['agent-sdk.json', 'POST /api/conversations/{conversation_id}/run', '3', 'yes'],
      ['agent-sdk.json', 'POST /api/conversations/{conversation_id}/events', '6', 'yes'],
      ['openapi.json', 'POST /api/conversations/{conversation_id}/start', '6', 'yes'],
    ]);
  });

  it('allows more operations, schemas and keys in another order', () => {
    const documents = equalDocuments();
    documents.app.paths['/api/new'] = { get: {} };
    documents.app.paths['/api/conversations'].get = {};
    documents.app.components.schemas.New = { type: 'object' };
    documents.app.info = Object.fromEntries(Object.entries(documents.app.info).reverse());
    expect(problemsOf(documents)).toEqual([]);
  });

  const START = '/paths/~1api~1conversations~1{conversation_id}~1start/post';
  const startOf = ({ app }: { app: Json }): Json => app.paths['/api/conversations/{conversation_id}/start'].post;

  it.each<[string, (documents: { app: Json; agentServer: Json }) => void, string]>([
    [
      'another title',
      ({ app }) => (app.components.schemas.ConversationInfo.properties.title.title = 'Name'),
      'openapi.json#/components/schemas/ConversationInfo/properties/title/title',
    ],
    [
      'another default',
      ({ agentServer }) => (agentServer.components.schemas.Success.properties.success.default = false),
      'agent-sdk.json#/components/schemas/Success/properties/success/default',
    ],
    [
      'a lost default',
      ({ app }) => delete app.components.schemas.ConversationInfo.properties.status.default,
      'openapi.json#/components/schemas/ConversationInfo/properties/status/default',
    ],
    [
      'another required list',
      ({ app }) => app.components.schemas.SuggestedTask.required.pop(),
      'openapi.json#/components/schemas/SuggestedTask/required/4',
    ],
    [
      'another enum value',
      ({ app }) => (app.components.schemas.ProviderType.enum[1] = 'gitea'),
      'openapi.json#/components/schemas/ProviderType/enum/1',
    ],
    [
      'one more enum value',
      ({ app }) => app.components.schemas.TaskType.enum.push('NEW'),
      'openapi.json#/components/schemas/TaskType/enum/6',
    ],
    [
      'another status',
      (documents) => {
        const { responses } = startOf(documents);
        responses[201] = responses[200];
        delete responses[200];
      },
      `openapi.json#${START}/responses/200`,
    ],
    [
      'a lost security requirement',
      (documents) => delete startOf(documents).security,
      `openapi.json#${START}/security`,
    ],
    [
      'a lost security scheme',
      ({ app }) => delete app.components.securitySchemes,
      'openapi.json#/components/securitySchemes/APIKeyHeader',
    ],
    [
      'another header',
      ({ app }) => (app.components.securitySchemes.APIKeyHeader.name = 'X-Key'),
      'openapi.json#/components/securitySchemes/APIKeyHeader/name',
    ],
    ['a lost server', ({ app }) => app.servers.pop(), 'openapi.json#/servers/1'],
    ['one server too many', ({ agentServer }) => agentServer.servers.push({ url: '/' }), 'agent-sdk.json#/servers/0'],
    ['a lost info field', ({ agentServer }) => delete agentServer.info.description, 'agent-sdk.json#/info/description'],
    ['an info field too many', ({ agentServer }) => (agentServer.info.contact = {}), 'agent-sdk.json#/info/contact'],
    ['another version of OpenAPI', ({ app }) => (app.openapi = '3.0.0'), 'openapi.json#/openapi'],
    [
      'a property too many',
      ({ app }) => (app.components.schemas.MCPConfig.properties.more = {}),
      'openapi.json#/components/schemas/MCPConfig/properties/more',
    ],
    [
      'a lost operation',
      ({ agentServer }) => delete agentServer.paths['/api/conversations/{conversation_id}/run'],
      'agent-sdk.json#/paths/~1api~1conversations~1{conversation_id}~1run/post',
    ],
    [
      'a lost schema',
      ({ agentServer }) => delete agentServer.components.schemas.ImageContent,
      'agent-sdk.json#/components/schemas/ImageContent',
    ],
    ['a field nobody asked for', ({ app }) => (app.tags = [{ name: 'x' }]), 'openapi.json#/tags'],
    [
      'null for false',
      ({ agentServer }) => (agentServer.components.schemas.TextContent.additionalProperties = null),
      'agent-sdk.json#/components/schemas/TextContent/additionalProperties',
    ],
  ])('catches %s, by name and pointer', (_what, change, place) => {
    const documents = equalDocuments();
    change(documents);
    const places = problemsOf(documents).map((problem) => problem.split('\n')[0]);
    expect(places).toContain(place);
  });

  it('shows both values of a difference', () => {
    const documents = equalDocuments();
    documents.app.info.title = 'Closed';
    expect(problemsOf(documents)).toEqual(['openapi.json#/info/title\n  expected "OpenHands"\n  found    "Closed"']);
  });

  it('judges only the document that was asked for', () => {
    const { table, problems } = check({ references, documents: { app: equalDocuments().app }, planned, allowedGaps });
    expect(problems).toEqual([]);
    expect(table.some((row) => row.startsWith('agent-sdk.json'))).toBe(false);
  });
});

describe('the check of the exported documents', () => {
  it('is content when they are what the server makes', () => {
    expect(problemsOf(equalDocuments(), { committed: equalDocuments() })).toEqual([]);
  });

  it('says which file is stale, and where', () => {
    const committed = equalDocuments();
    committed.agentServer.components.schemas.Old = {};
    const [sentence, place] = problemsOf(equalDocuments(), { committed });
    expect(sentence).toContain('libs/contracts/openapi/agent-sdk.json is stale');
    expect(place).toContain('agent-sdk.json#/components/schemas/Old');
  });

  it('misses one that was never exported', () => {
    expect(problemsOf(equalDocuments(), { committed: { app: equalDocuments().app } })[0]).toContain(
      'agent-sdk.json is stale',
    );
  });
});

describe('the check of known gaps', () => {
  it('refuses a planned operation that is built, whatever its parameters are called', () => {
    const built = { app: [['GET', '/api/conversations/{id}']], agentServer: [] } as const;
    expect(problemsOf(equalDocuments(), { planned: built })).toEqual([
      'openapi.json: GET /api/conversations/{id} is built: take it off the list of planned operations.',
    ]);
  });

  it('lets the list shrink and nothing else', () => {
    expect(problemsOf(equalDocuments(), { allowedGaps: { app: 0, agentServer: 0 } })[0]).toContain('may only shrink');
    expect(problemsOf(equalDocuments(), { allowedGaps: { app: 2, agentServer: 0 } })[0]).toContain('--write');
  });
});
