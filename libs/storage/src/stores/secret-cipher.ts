import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const deriveKey = promisify<string, Buffer, number, Buffer>(scrypt);

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;

/**
 * Encrypts secrets with AES-256-GCM under a key derived from a passphrase by scrypt.
 * A token is `v1.<salt>.<nonce>.<cipher text>.<tag>`, each part base64url, and fits only the name it was made for.
 */
export class SecretCipher {
  readonly #passphrase: string;
  /** Deriving takes tens of milliseconds, so each salt's key is kept. */
  readonly #keys = new Map<string, Promise<Buffer>>();
  /** Salt of new tokens: that of a token seen before, if any, so that one key does for all. */
  #salt: string | undefined;

  readonly #earlier: readonly SecretCipher[];

  /** @param earlier passphrases under which tokens were made before: they are read, and no more made */
  constructor(passphrase: string, earlier: readonly string[] = []) {
    if (passphrase === '') throw new Error('The secret key is empty. Set OH_SECRET_KEY to a long random text.');
    this.#passphrase = passphrase;
    this.#earlier = earlier.filter((other) => other !== passphrase).map((other) => new SecretCipher(other));
  }

  async encrypt(name: string, value: string): Promise<string> {
    this.#salt ??= encode(randomBytes(SALT_BYTES));
    const salt = this.#salt;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, await this.#key(salt), nonce).setAAD(Buffer.from(name));
    const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return [VERSION, salt, encode(nonce), encode(text), encode(cipher.getAuthTag())].join('.');
  }

  /** @throws Error with a sentence for people when the token was made with another key, or was changed. */
  async decrypt(name: string, token: string): Promise<string> {
    try {
      return await this.#decryptOwn(name, token);
    } catch (error) {
      const value = await this.readEarlier(name, token);
      if (value === undefined) throw error;
      return value;
    }
  }

  /** A secret whose token was made under an earlier passphrase; undefined when it was not. */
  async readEarlier(name: string, token: string): Promise<string | undefined> {
    for (const cipher of this.#earlier) {
      const value = await cipher.#decryptOwn(name, token).catch(() => undefined);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  async #decryptOwn(name: string, token: string): Promise<string> {
    const [version, salt, nonce, text, tag] = token.split('.');
    if (version !== VERSION || !salt || !nonce || text === undefined || !tag) throw new Error(unreadable(name));

    try {
      const decipher = createDecipheriv(ALGORITHM, await this.#key(salt), decode(nonce), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(name)).setAuthTag(decode(tag));
      const value = Buffer.concat([decipher.update(decode(text)), decipher.final()]).toString('utf8');
      this.#salt ??= salt;
      return value;
    } catch {
      // The cause is left out: it says nothing that helps, and nothing about a secret belongs into a log.
      throw new Error(unreadable(name));
    }
  }

  #key(salt: string): Promise<Buffer> {
    let key = this.#keys.get(salt);
    if (!key) {
      key = deriveKey(this.#passphrase, decode(salt), KEY_BYTES);
      this.#keys.set(salt, key);
    }
    return key;
  }
}

function unreadable(name: string): string {
  return `The secret ${name} was encrypted with another key. Set OH_SECRET_KEY to the key it was saved with, or save the secret again.`;
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}

function decode(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
