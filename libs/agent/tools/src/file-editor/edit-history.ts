/** Versions kept of one file, and bytes kept of all files together. */
const MOST_VERSIONS = 20;
const MOST_BYTES = 32 * 1024 * 1024;

interface Version {
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** What files looked like before the editor changed them. The oldest versions go when there are too many. */
export class EditHistory {
  private versions: Version[] = [];
  private bytes = 0;

  add(version: Version): void {
    this.versions.push(version);
    this.bytes += sizeOf(version);
    const ofFile = this.versions.filter(({ path }) => path === version.path);
    if (ofFile.length > MOST_VERSIONS) this.remove(ofFile[0]);
    while (this.bytes > MOST_BYTES && this.versions.length > 1) this.remove(this.versions[0]);
  }

  last(path: string): Version | undefined {
    return this.versions.findLast((version) => version.path === path);
  }

  remove(version: Version | undefined): void {
    if (!version || !this.versions.includes(version)) return;
    this.versions = this.versions.filter((other) => other !== version);
    this.bytes -= sizeOf(version);
  }
}

function sizeOf({ before, after }: Version): number {
  return before.length + after.length;
}
