/** Does things under one name one after another, and those under different names side by side. */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  do<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (this.last.get(name) ?? Promise.resolve()).then(work);
    const settled = done.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(name, settled);
    void settled.then(() => this.last.get(name) === settled && this.last.delete(name));
    return done;
  }
}
