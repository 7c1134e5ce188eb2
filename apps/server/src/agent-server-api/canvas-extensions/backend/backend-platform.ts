import type {
  BackendPlatform,
  CanvasExtensionBackend,
  CanvasExtensionBackendArtifact,
  CanvasExtensionManifest,
} from '@openhands-nest/contracts/agent-server';

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, BackendPlatform>> = {
  x64: 'linux-amd64',
  arm64: 'linux-arm64',
};

/** The program of an extension for this system. */
export interface OwnBackend {
  readonly backend: CanvasExtensionBackend;
  readonly artifact: CanvasExtensionBackendArtifact;
  readonly platform: BackendPlatform;
}

/** Undefined when there is none for this system. */
export function ownBackend({ backend }: CanvasExtensionManifest): OwnBackend | undefined {
  const platform = process.platform === 'linux' ? ARCHITECTURES[process.arch] : undefined;
  const artifact = platform && backend?.artifacts[platform];
  return backend && platform && artifact ? { backend, artifact, platform } : undefined;
}
