/** When somebody last used the server: what an operator's idle timer looks at. */
export class Activity {
  #last = performance.now();

  note(): void {
    this.#last = performance.now();
  }

  get idleSeconds(): number {
    return Math.floor((performance.now() - this.#last) / 1000);
  }
}
