import { Field, integer, listOf, mapOf, Model, nullable, number, ref, text } from '@openhands-nest/contracts/schema';

/** Systems for which an extension may bring a program. */
export const BACKEND_PLATFORMS = ['linux-amd64', 'linux-arm64'] as const;
export type BackendPlatform = (typeof BACKEND_PLATFORMS)[number];

const PLACEHOLDERS = new Set(['{port}', '{data_dir}', '{artifact_dir}']);
/** Variables of the server that an extension's program may see. */
const ENVIRONMENT = new Set(['LANG', 'LC_ALL', 'LC_CTYPE', 'PATH', 'TMPDIR', 'TZ']);

/** The program for one system: an archive in the extension, or one that is fetched. */
@Model()
export class CanvasExtensionBackendArtifact {
  /** A `.tar.gz`, relative to the extension's root; empty when there is an address. */
  @Field(text(), { check: archivePathComplaint }) readonly path!: string;
  /** HTTPS, without user and password, of a `.tar.gz`. */
  @Field(nullable(text()), { initial: () => null, check: addressComplaint }) readonly url!: string | null;
  /** Of the archive, in lower case. */
  @Field(text({ pattern: '^[0-9a-f]{64}$' })) readonly sha256!: string;
  /** How many leading folders of the archive are left out. */
  @Field(integer({ minimum: 0, maximum: 16, default: 0 })) readonly strip_components!: number;
}

/** How it is asked whether the program is ready: by HTTP. Times in seconds. */
@Model()
export class CanvasExtensionBackendHealth {
  @Field(text({ pattern: "^/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$", default: '/health' })) readonly path!: string;
  @Field(number({ exclusiveMinimum: 0, maximum: 300, default: 30 })) readonly timeout_seconds!: number;
  @Field(number({ exclusiveMinimum: 0, maximum: 10, default: 0.1 })) readonly interval_seconds!: number;
}

/** A program that belongs to an extension. It is started only when a person says so. */
@Model()
export class CanvasExtensionBackend {
  @Field(integer({ const: 1 })) readonly schema_version!: number;
  /** By system. */
  @Field(mapOf(ref(CanvasExtensionBackendArtifact)), { before: withPaths, check: artifactsComplaint })
  readonly artifacts!: Record<string, CanvasExtensionBackendArtifact>;
  /** The program, inside of `{artifact_dir}`, and its arguments; `{port}` and `{data_dir}` are filled in too. */
  @Field(listOf(text(), { minItems: 1 }), { check: argumentsComplaint }) readonly argv!: string[];
  @Field(ref(CanvasExtensionBackendHealth), {
    initial: () => ({ path: '/health', timeout_seconds: 30, interval_seconds: 0.1 }),
  })
  readonly health!: CanvasExtensionBackendHealth;
  @Field(listOf(text()), { initial: () => [], check: environmentComplaint }) readonly inherit_environment!: string[];
}

function archivePathComplaint(path: string): string | undefined {
  const isInside = !path.startsWith('/') && !path.split('/').includes('..') && !path.includes('\0');
  return path === '' || (isInside && path.endsWith('.tar.gz'))
    ? undefined
    : 'it must be relative, stay inside of the extension and end in .tar.gz';
}

function addressComplaint(address: string | null): string | undefined {
  if (address === null) return undefined;
  const url = URL.parse(address);
  const isPlain = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
  return isPlain && url.pathname.endsWith('.tar.gz')
    ? undefined
    : 'it must be the HTTPS address of a .tar.gz, without user and password';
}

/** An artifact with an address needs no path. */
function withPaths(artifacts: unknown): unknown {
  if (typeof artifacts !== 'object' || artifacts === null || Array.isArray(artifacts)) return artifacts;
  return Object.fromEntries(Object.entries(artifacts).map(([platform, artifact]) => [platform, withPath(artifact)]));
}

function withPath(artifact: unknown): unknown {
  const hasAddress = typeof artifact === 'object' && artifact !== null && 'url' in artifact && artifact.url;
  return hasAddress ? { path: '', ...artifact } : artifact;
}

function artifactsComplaint(artifacts: Readonly<Record<string, CanvasExtensionBackendArtifact>>): string | undefined {
  const known: readonly string[] = BACKEND_PLATFORMS;
  if (Object.keys(artifacts).length === 0) return 'there must be one at least';
  for (const [platform, { path, url, strip_components: strip }] of Object.entries(artifacts)) {
    if (!known.includes(platform)) return `there is no system ${platform.slice(0, 40)}: use ${known.join(' or ')}`;
    if ((path === '') === (url === null)) return `${platform} must have either a path or a url`;
    if (path !== '' && strip > 0) return `${platform}: strip_components is for archives with a url`;
  }
  return undefined;
}

function argumentsComplaint(argv: readonly string[]): string | undefined {
  if (argv.some((argument) => argument === '' || argument.includes('\0'))) return 'arguments must not be empty';
  const unknown = argv.flatMap((argument) => argument.match(/\{[^{}]+\}/g) ?? []).find((it) => !PLACEHOLDERS.has(it));
  if (unknown !== undefined) return `${unknown.slice(0, 40)} is not filled in: use ${[...PLACEHOLDERS].join(', ')}`;
  return argv[0]?.includes('{artifact_dir}') ? undefined : 'the program must lie in {artifact_dir}';
}

function environmentComplaint(names: readonly string[]): string | undefined {
  const refused = names.find((name) => !ENVIRONMENT.has(name));
  if (refused !== undefined) return `${refused.slice(0, 40)} is not handed on: only ${[...ENVIRONMENT].join(', ')} are`;
  return new Set(names).size === names.length ? undefined : 'each name may stand there once';
}
