import type { AcpAgentSpec, AcpCredentialFile, Workspace } from '@openhands-nest/agent-ports';
import { providerOfCommand, providerOfKey, usualCredentialFiles, type AcpProvider } from './providers.js';
import { objectOf } from './json-rpc.js';

type Environment = Readonly<Record<string, string>>;

/**
 * Writes a file that only its owner may read into the home of the workspace's programs, and prints its folder. A file that was made
 * from the same content is left alone: the program may have renewed it since.
 */
const PUT_FILE = `
set -e
umask 077
folder="$HOME/.acp/$1"
mkdir -p "$folder"
cat > "$folder/$2.new"
if cmp -s "$folder/$2.new" "$folder/$2.given" && [ -e "$folder/$2" ]; then
  rm "$folder/$2.new"
else
  cp "$folder/$2.new" "$folder/$2"
  mv "$folder/$2.new" "$folder/$2.given"
fi
printf '%s' "$folder"
`;

/** What the program gets beside the clean environment of the workspace: secrets as variables, some of them as files. */
export async function acpEnvironment(
  spec: AcpAgentSpec,
  workspace: Workspace,
  secrets: Environment,
): Promise<Record<string, string>> {
  const provider = providerOfKey(spec.server) ?? providerOfCommand(spec.command);
  const files = (spec.credentialFiles ?? usualCredentialFiles()).filter(({ secretName }) => secrets[secretName]);
  const environment: Record<string, string> = { ...secrets };
  for (const file of files) {
    environment[file.variable] = await putFile(file, secrets[file.secretName] ?? '', workspace);
    delete environment[file.secretName];
  }
  dropLosers(provider, environment);
  return withCodexUrl(spec.command, environment);
}

/** @returns what the file's variable has to say */
async function putFile(file: AcpCredentialFile, content: string, workspace: Workspace): Promise<string> {
  const { folder, fileName, pointsTo, secretName } = file;
  const { exitCode, stdout } = await workspace.execute({
    command: ['/bin/sh', '-c', PUT_FILE, 'sh', folder, fileName],
    input: content,
  });
  if (exitCode !== 0) throw new Error(`The secret ${secretName} could not be written to a file for the agent.`);
  const directory = stdout.toString('utf8');
  return pointsTo === 'dir' ? directory : `${directory}/${fileName}`;
}

function dropLosers(provider: AcpProvider | undefined, environment: Record<string, string>): void {
  const { winner, losers } = provider?.conflict ?? { winner: '', losers: [] };
  if (environment[winner]) for (const name of losers) delete environment[name];
}

/** This program reads the address of its model's provider from its own configuration only. */
function withCodexUrl(command: readonly string[], environment: Record<string, string>): Record<string, string> {
  const { OPENAI_BASE_URL: url, CODEX_CONFIG: given, MODEL_PROVIDER: chosen } = environment;
  if (!url || chosen || !command.some((part) => part.includes('codex-acp'))) return environment;
  const config = configIn(given);
  if (!config || 'openai_base_url' in config || 'model_provider' in config) return environment;
  return { ...environment, CODEX_CONFIG: JSON.stringify({ ...config, openai_base_url: url }) };
}

function configIn(text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return {};
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
