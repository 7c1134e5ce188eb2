import type { Plugin } from '../plugins/plugin.js';
import { readMarkdown } from '../skills/frontmatter.js';
import { agentFromHeader } from './agent-definition.js';
import type { LoadedAgents } from './load-agents.js';

/** The agents that plugins bring. What cannot be used is a problem. */
export async function pluginAgents(plugins: readonly Plugin[]): Promise<LoadedAgents> {
  const files = plugins.flatMap(({ agents }) => agents);
  const loaded = await Promise.all(
    files.map(async ({ path, text }) => {
      try {
        const { header, body } = await readMarkdown(text);
        const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');
        return agentFromHeader(header, { name, systemPrompt: body, source: path, level: 'plugin' });
      } catch (error) {
        return `${path}: ${(error as Error).message}`;
      }
    }),
  );
  return {
    agents: loaded.filter((agent) => typeof agent !== 'string'),
    problems: loaded.filter((problem) => typeof problem === 'string'),
  };
}
