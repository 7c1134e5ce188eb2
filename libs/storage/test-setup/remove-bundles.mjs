import { rmSync } from 'node:fs';

export default function removeBundles() {
  if (process.env.BUNDLE_DIR) rmSync(process.env.BUNDLE_DIR, { recursive: true, force: true });
}
