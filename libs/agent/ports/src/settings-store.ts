/** Small named documents: user settings and secrets. Secret values are encrypted at rest and never logged. */
export interface SettingsStore {
  read(name: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  write(name: string, document: Readonly<Record<string, unknown>>): Promise<void>;
  /** Removes all documents whose names begin so. */
  deleteAll(prefix: string): Promise<void>;
  /** Decrypted value. @throws Error with a sentence for people when it was encrypted with another key. */
  readSecret(name: string): Promise<string | undefined>;
  writeSecret(name: string, value: string): Promise<void>;
  deleteSecret(name: string): Promise<boolean>;
  listSecretNames(): Promise<readonly string[]>;
}
