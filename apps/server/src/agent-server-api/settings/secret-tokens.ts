import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const deriveKey = promisify<string, string, number, Buffer>(scrypt);

/** What clients know an encrypted secret by. */
const PREFIX = 'gAAAA';
/** Base64url of these bytes begins with the prefix. The last one says that this server made the token, in its first form. */
const HEADER = Buffer.from([0x80, 0, 0, 0, 1]);
const PURPOSE = 'openhands-nest secrets on the wire';
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A token that this server did not make, or made with another key. */
export class UnreadableTokenError extends Error {
  override readonly name = 'UnreadableTokenError';
  constructor() {
    super('A secret was encrypted by another server or with another key. Enter it again.');
  }
}

/**
 * Encrypts secrets that clients carry and bring back: they can store them, and cannot read them.
 * A token is base64url of a header of 5 bytes, a nonce of 12, the AES-256-GCM cipher text and its tag of 16.
 */
export class SecretTokens {
  /** @param keys the one under which tokens are made, then those under which they were made before */
  private constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {}

  /** Deriving the keys takes tens of milliseconds: once a server is enough. */
  static async open(secretKey: string, earlier: readonly string[] = []): Promise<SecretTokens> {
    const [key, ...others] = await Promise.all([secretKey, ...earlier].map((one) => deriveKey(one, PURPOSE, 32)));
    if (!key) throw new Error('There is no key.');
    return new SecretTokens([key, ...others]);
  }

  encrypt(secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keys[0], nonce).setAAD(HEADER);
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([HEADER, nonce, text, cipher.getAuthTag()]).toString('base64url');
  }

  /** The secret behind a token; a text that is no token comes back as it is. @throws UnreadableTokenError */
  reveal(text: string): string {
    return text.startsWith(PREFIX) ? this.decrypt(Buffer.from(text, 'base64url')) : text;
  }

  private decrypt(token: Buffer): string {
    const textAt = HEADER.length + NONCE_BYTES;
    const tagAt = token.length - TAG_BYTES;
    if (tagAt < textAt || !token.subarray(0, HEADER.length).equals(HEADER)) throw new UnreadableTokenError();
    const nonce = token.subarray(HEADER.length, textAt);
    for (const key of this.keys) {
      try {
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAAD(HEADER).setAuthTag(token.subarray(tagAt));
        return Buffer.concat([decipher.update(token.subarray(textAt, tagAt)), decipher.final()]).toString('utf8');
      } catch {
        // The cause says nothing that helps, and nothing about a secret belongs into a log.
      }
    }
    throw new UnreadableTokenError();
  }
}
