import { describe, expect, it } from '@jest/globals';
import { storageUnderTest, type OpenStorage } from './storage-under-test.js';

/** What every SettingsStore promises. `open` gives an empty storage. */
export function settingsStoreSuite(name: string, open: OpenStorage): void {
  describe(`${name} as a settings store`, () => {
    const storage = storageUnderTest(open);

    it('keeps documents by name', async () => {
      const { settings } = storage();
      await settings.write('user', { llm: { model: 'm', temperature: 0.5 }, mcp: null, list: ['ä'] });
      await settings.write('other', {});

      expect(await settings.read('user')).toEqual({ llm: { model: 'm', temperature: 0.5 }, mcp: null, list: ['ä'] });
      expect(await settings.read('other')).toEqual({});
      expect(await settings.read('unknown')).toBeUndefined();
    });

    it('replaces a document as a whole', async () => {
      const { settings } = storage();
      await settings.write('user', { a: 1 });
      await settings.write('user', { b: 2 });
      expect(await settings.read('user')).toEqual({ b: 2 });
    });

    it('removes documents by how their names begin', async () => {
      const { settings } = storage();
      for (const name of ['of/1/note', 'of/1/%', 'of/10/note', 'of/2', 'OF/1/note'])
        await settings.write(name, { name });

      await settings.deleteAll('of/1/');

      expect(await settings.read('of/1/note')).toBeUndefined();
      expect(await settings.read('of/1/%')).toBeUndefined();
      for (const name of ['of/10/note', 'of/2', 'OF/1/note']) expect(await settings.read(name)).toEqual({ name });
      await settings.deleteAll('unknown');
    });

    it('keeps secrets, of any text', async () => {
      const { settings } = storage();
      await settings.writeSecret('TOKEN', 'geheim 🔑\n');
      await settings.writeSecret('EMPTY', '');

      expect(await settings.readSecret('TOKEN')).toBe('geheim 🔑\n');
      expect(await settings.readSecret('EMPTY')).toBe('');
      expect(await settings.readSecret('unknown')).toBeUndefined();
    });

    it('replaces, lists and deletes secrets', async () => {
      const { settings } = storage();
      await settings.writeSecret('b', '1');
      await settings.writeSecret('a', '2');
      await settings.writeSecret('b', '3');

      expect(await settings.listSecretNames()).toEqual(['a', 'b']);
      expect(await settings.readSecret('b')).toBe('3');
      expect(await settings.deleteSecret('b')).toBe(true);
      expect(await settings.deleteSecret('b')).toBe(false);
      expect(await settings.listSecretNames()).toEqual(['a']);
    });
  });
}
