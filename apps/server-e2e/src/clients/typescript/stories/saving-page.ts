/** A browser's page, as far as saving a file needs one: it notes under which names files are saved. */
export interface SavingPage {
  readonly saved: readonly string[];
  leave(): void;
}

export function savingPage(): SavingPage {
  const saved: string[] = [];
  const body = { appendChild: () => undefined, removeChild: () => undefined };
  const anchor = { href: '', download: '', click: () => void saved.push(anchor.download) };
  Object.assign(globalThis, { document: { body, createElement: () => anchor } });
  return { saved, leave: () => void Reflect.deleteProperty(globalThis, 'document') };
}
