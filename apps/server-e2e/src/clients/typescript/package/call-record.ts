import { memberName, type Class } from './public-methods.js';

/** Remembers which methods of which classes were called by a story and answered. What is called inside of a class does not count. */
export class CallRecord {
  readonly #answered = new Set<string>();
  readonly #names = new WeakMap<object, string>();
  readonly #watched = new WeakMap<object, object>();
  readonly #originals = new WeakMap<object, object>();

  /** @param classes the classes whose objects are watched wherever they come up */
  constructor(private readonly classes: ReadonlyMap<string, Class>) {}

  get answered(): readonly string[] {
    return [...this.#answered].sort();
  }

  /** The same object, observed: its methods run on the object itself. */
  watch<T extends object>(object: T): T {
    const known = this.#watched.get(object);
    if (known) return known as T;
    const proxy = new Proxy(object, { get: (target, member) => this.#read(target, member) });
    this.#watched.set(object, proxy);
    this.#originals.set(proxy, object);
    return proxy;
  }

  /** The object behind a watched one, for those who look at its class's private parts. */
  original<T extends object>(object: T): T {
    return (this.#originals.get(object) ?? object) as T;
  }

  /**
   * A refusal that is the true answer: a feature that the server has not, or a question with an error for an answer.
   * @param status of HTTP, or part of the message of an error that the client makes by itself
   * @throws Error when the call is answered, or refused in another way
   */
  async refused(call: Promise<unknown>, status: number | string): Promise<void> {
    const name = this.#names.get(call);
    const outcome = await call.then(
      () => 'answered',
      (error: unknown) => statusOf(error) ?? String(error),
    );
    if (outcome !== status && !(typeof status === 'string' && String(outcome).includes(status)))
      throw new Error(`Expected a refusal with ${status}, but: ${outcome}`);
    if (name !== undefined) this.#answered.add(name);
  }

  #read(target: object, member: string | symbol): unknown {
    const value: unknown = Reflect.get(target, member, target);
    const owner = ownerOf(target, member);
    if (owner === undefined) return this.#watchIfListed(value);
    const name = memberName(owner.constructor.name, member);
    if (typeof value !== 'function') {
      this.#answered.add(name);
      return this.#watchIfListed(value);
    }
    return (...parameters: unknown[]): unknown => this.#call(name, () => Reflect.apply(value, target, parameters));
  }

  #call(name: string, run: () => unknown): unknown {
    const result = run();
    if (!(result instanceof Promise)) return this.#note(name, result);
    const answer = result.then((value) => this.#note(name, value));
    this.#names.set(answer, name);
    return answer;
  }

  #note(name: string, value: unknown): unknown {
    this.#answered.add(name);
    return this.#watchIfListed(value);
  }

  #watchIfListed(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    return this.classes.get(value.constructor?.name) === value.constructor ? this.watch(value) : value;
  }
}

/** The prototype that declares a member; undefined for fields. */
function ownerOf(object: object, member: string | symbol): object | undefined {
  if (Object.hasOwn(object, member)) return undefined;
  let prototype = Object.getPrototypeOf(object) as object | null;
  while (prototype && !Object.hasOwn(prototype, member)) prototype = Object.getPrototypeOf(prototype) as object | null;
  return prototype === null || prototype === Object.prototype ? undefined : prototype;
}

/** HTTP status of a client's error or of what caused it. */
function statusOf(error: unknown): number | undefined {
  const { status, cause } = (error ?? {}) as { status?: number; cause?: unknown };
  return status ?? (cause === undefined ? undefined : statusOf(cause));
}
