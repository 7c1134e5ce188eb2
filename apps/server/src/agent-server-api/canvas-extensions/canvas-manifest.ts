import { join } from 'node:path';
import { DiskFiles, InvalidExtensionError } from '@openhands-nest/agent-extensions';
import { CanvasExtensionManifest } from '@openhands-nest/contracts/agent-server';
import { InvalidValueError, parseValue } from '@openhands-nest/contracts/schema';
import { openInside } from './open-inside.js';

const FILE = 'canvas-extension.json';

/**
 * What the extension in a folder says of itself. Its script is there, and nothing that it names lies outside of the folder.
 * @throws InvalidExtensionError with a sentence
 */
export async function readCanvasManifest(directory: string): Promise<CanvasExtensionManifest> {
  const manifest = parsed(await textOf(directory));
  const script = await openInside(directory, manifest.entrypoint);
  if (!script)
    throw new InvalidExtensionError(`${FILE}: the entrypoint ${manifest.entrypoint} is no file of the extension.`);
  await script.handle.close();
  return manifest;
}

async function textOf(directory: string): Promise<string> {
  const text = await new DiskFiles(directory).read(join(directory, FILE)).catch((error: Error) => {
    throw new InvalidExtensionError(`${FILE}: ${error.message}`);
  });
  if (text !== undefined) return text;
  throw new InvalidExtensionError(
    `There is no ${FILE} there. Source and path together must lead to the folder of the extension itself.`,
  );
}

function parsed(text: string): CanvasExtensionManifest {
  try {
    return withoutNulls(parseValue(CanvasExtensionManifest, JSON.parse(text)));
  } catch (error) {
    if (error instanceof InvalidValueError) throw new InvalidExtensionError(`${FILE}: ${error.message}`);
    if (error instanceof SyntaxError) throw new InvalidExtensionError(`${FILE} is no JSON.`);
    throw error;
  }
}

/** An icon or a program that is not there is not shown either. */
function withoutNulls({ backend, icon, ...rest }: CanvasExtensionManifest): CanvasExtensionManifest {
  return { ...rest, ...(backend && { backend }), ...(icon && { icon }) };
}
