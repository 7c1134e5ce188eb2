import { fastify } from 'fastify';

// Arguments: the JSON text that the route answers. It is parsed once and serialized for each request, as a route would.
const [json = '{}'] = process.argv.slice(2);
const body: unknown = JSON.parse(json);

const server = fastify();
server.get('/api/conversations/:conversation_id', async () => body);
const url = await server.listen({ host: '127.0.0.1', port: 0 });
process.on('disconnect', () => process.exit(0));
process.send?.({ url });
