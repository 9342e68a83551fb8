import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { strictObject } from './strict.ts'

/** The environment chooses what a machine's key store would be: a backend's name, or 'none'. */
export const safeStorageVariable = 'ELECTRON_HOST_SAFE_STORAGE'

/** Ciphertext starts with its backend's mark, as Chromium's does, so another backend's is refused. */
export function createSafeStorage(keyPath: () => string) {
  const backend = process.env[safeStorageVariable] ?? 'gnome_libsecret'
  const mark = Buffer.from(backend === 'basic_text' ? 'v10' : 'v11')
  const isAvailable = backend !== 'none'

  function key(): Buffer {
    if (!isAvailable) throw new Error('Encryption is not available.')
    if (backend === 'basic_text') return Buffer.alloc(32, 'peanuts')
    if (!existsSync(keyPath())) {
      mkdirSync(dirname(keyPath()), { recursive: true })
      writeFileSync(keyPath(), randomBytes(32), { mode: 0o600 })
    }
    return readFileSync(keyPath())
  }
  function encrypt(plainText: string): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), nonce)
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()])
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), body])
  }
  function decrypt(encrypted: Buffer): string {
    if (!isAvailable || !encrypted.subarray(0, 3).equals(mark))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    const decipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(3, 15))
    decipher.setAuthTag(encrypted.subarray(15, 31))
    return Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8')
  }
  return strictObject('safeStorage', {
    isEncryptionAvailable: (): boolean => isAvailable,
    isAsyncEncryptionAvailable: async (): Promise<boolean> => isAvailable,
    getSelectedStorageBackend: (): string => (isAvailable ? backend : 'unknown'),
    encryptStringAsync: async (plainText: string): Promise<Buffer> => encrypt(plainText),
    decryptStringAsync: async (encrypted: Buffer) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
  })
}
