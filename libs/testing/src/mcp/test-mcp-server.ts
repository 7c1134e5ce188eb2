import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';

type Values = Readonly<Record<string, unknown>>;
type Behaviour = (values: Values, signal: AbortSignal) => CallToolResult | Promise<CallToolResult>;

/** The smallest picture: one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Tools that show each thing that a client must cope with. */
const TOOLS: readonly (readonly [Omit<Tool, 'inputSchema'>, Tool['inputSchema']['properties'], Behaviour])[] = [
  [
    { name: 'echo', description: 'Repeats a text.', annotations: { readOnlyHint: true, title: 'Echo' } },
    { text: { type: 'string' }, times: { type: 'integer' } },
    ({ text, times }) => says(String(text).repeat(Number(times ?? 1))),
  ],
  [
    { name: 'picture' },
    {},
    () => ({ content: [{ type: 'image', mimeType: 'image/png', data: PIXEL }, ...says('A pixel.').content] }),
  ],
  [{ name: 'fail' }, {}, () => ({ ...says('There is no paper.'), isError: true })],
  [{ name: 'environment' }, { name: { type: 'string' } }, ({ name }) => says(process.env[String(name)] ?? 'unset')],
  [{ name: 'directory' }, {}, () => says(process.cwd())],
  [{ name: 'wait' }, {}, (_values, signal) => sleep(60_000, says('Done.'), { signal, ref: false })],
  [{ name: 'die' }, {}, () => process.exit(3)],
  [{ name: 'flood' }, { size: { type: 'integer' } }, ({ size }) => says('x'.repeat(Number(size)))],
];

/** A server of the Model Context Protocol with a few tools. */
export function createTestMcpServer(): Server {
  const server = new Server({ name: 'test', version: '1.0.0' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(([tool, properties]) => listed(tool, properties)),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) => {
    const behaviour = TOOLS.find(([{ name }]) => name === params.name)?.[2];
    if (!behaviour) throw new Error(`There is no tool ${params.name}.`);
    return behaviour(params.arguments ?? {}, signal);
  });
  return server;
}

/** Program and arguments that serve it by standard input and output. */
export function testMcpProgram(): { readonly command: string; readonly args: readonly string[] } {
  return { command: process.execPath, args: [import.meta.filename] };
}

function listed(tool: Omit<Tool, 'inputSchema'>, properties: Tool['inputSchema']['properties']): Tool {
  const [first] = Object.keys(properties ?? {});
  return { ...tool, inputSchema: { type: 'object', properties, required: first === undefined ? [] : [first] } };
}

function says(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

if (process.argv[1] === import.meta.filename) await createTestMcpServer().connect(new StdioServerTransport());
