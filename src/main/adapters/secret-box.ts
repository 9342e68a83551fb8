import type { AppSnapshot } from '../../contract/bridge/snapshots.ts'

/** The system's key store, as the vault needs it. */
export type SecretBox = {
  readonly keyStore: () => Promise<AppSnapshot['keyStore']>
  /** The store's own name, such as `gnome_libsecret`; kept with what it encrypted. */
  readonly backend: () => string
  /** Rejects when the store refuses. */
  readonly encrypt: (text: string) => Promise<Buffer>
  readonly decrypt: (encrypted: Buffer) => Promise<string>
}

/** The part of Electron's `safeStorage` that is used: the asynchronous one, the other goes away in 46. */
export type AsyncSafeStorage = {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>
  readonly encryptStringAsync: (text: string) => Promise<Buffer>
  readonly decryptStringAsync: (encrypted: Buffer) => Promise<{ readonly result: string }>
  readonly getSelectedStorageBackend: () => string
}

/** Ask only when the app is ready: before that no store is chosen. */
export function createSecretBox(storage: AsyncSafeStorage, platform: NodeJS.Platform): SecretBox {
  const backend = () => {
    if (platform === 'darwin') return 'keychain'
    return platform === 'win32' ? 'dpapi' : storage.getSelectedStorageBackend()
  }
  return {
    backend,
    keyStore: async () => {
      // On Linux without a password manager the "encryption" has a fixed password: nothing but plain text.
      if (backend() === 'basic_text') return 'plain-text'
      try {
        return (await storage.isAsyncEncryptionAvailable()) ? 'system' : 'absent'
      } catch {
        return 'absent'
      }
    },
    encrypt: (text) => storage.encryptStringAsync(text),
    decrypt: async (encrypted) => (await storage.decryptStringAsync(encrypted)).result,
  }
}
