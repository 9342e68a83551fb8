import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeCrypto } from '../../../src/node/crypto.ts'
import { createKeyVault } from '../../../src/main/adapters/key-vault.ts'
import { type AsyncSafeStorage, createSecretBox } from '../../../src/main/adapters/secret-box.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

/** A key store that turns each byte; the backend is part of what it needs to turn back. */
function fakeStore(backend = 'gnome_libsecret', isAvailable = true): AsyncSafeStorage {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))
  return {
    isAsyncEncryptionAvailable: async () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text) => {
      if (!isAvailable) throw new Error('no key store')
      return turn(Buffer.from(`${backend}:${text}`))
    },
    decryptStringAsync: async (encrypted) => {
      const [store, result = ''] = turn(encrypted).toString().split(':')
      if (!isAvailable || store !== backend) throw new Error('cannot decrypt')
      return { result }
    },
  }
}

const openVault = (folder: string, store = fakeStore(), platform: NodeJS.Platform = 'linux') =>
  createKeyVault(folder, createSecretBox(store, platform))
const readIdentity = (folder: string) =>
  JSON.parse(readFileSync(identityPath(folder), 'utf8')) as {
    publicKey: string
    secret: Record<string, unknown>
  }
const identityPath = (folder: string) => join(folder, 'identity.json')

test('ID2 where no identity was made there is none', async () => {
  expect(await openVault(makeTempFolder()).load()).toEqual({ ok: true, value: null })
})

test('ID2 a key that was made is the same at the next start, and the file does not hold it', async () => {
  const folder = makeTempFolder()
  const made = await openVault(folder).create(false)
  const loaded = await openVault(folder).load()
  if (!made.ok || !loaded.ok || loaded.value === null) throw new Error('expected a key')
  expect(loaded.value.publicKey).toBe(made.value.publicKey)
  const signature = loaded.value.sign('hello')
  expect(nodeCrypto.verify(made.value.publicKey, 'hello', signature)).toBe(true)
  const { secret, ...rest } = readIdentity(folder)
  expect(Object.keys(rest)).toEqual(['version', 'publicKey'])
  expect(Object.keys(secret)).toEqual(['kept', 'backend', 'ciphertext'])
  expect(secret).toMatchObject({ kept: 'key-store', backend: 'gnome_libsecret' })
})

test('ID2 the file is its owner’s only, and no half-written one is left beside it', async () => {
  const folder = makeTempFolder()
  await openVault(folder).create(false)
  expect(readdirSync(folder)).toEqual(['identity.json'])
  if (process.platform !== 'win32') expect(statSync(identityPath(folder)).mode & 0o777).toBe(0o600)
})

test.each([
  ['plain text', fakeStore('basic_text'), 'plain-text'],
  ['absent', fakeStore('gnome_libsecret', false), 'absent'],
] as const)(
  'ID2 a key store that is %s needs consent, and then the file says so',
  async (_name, store, keyStore) => {
    const folder = makeTempFolder()
    const vault = openVault(folder, store)
    expect(await vault.keyStore()).toBe(keyStore)
    expect(await vault.create(false)).toEqual({ ok: false, error: { kind: 'key-store-consent' } })
    expect(existsSync(identityPath(folder))).toBe(false)
    expect((await vault.create(true)).ok).toBe(true)
    expect(readIdentity(folder).secret['kept']).toBe('plain-text')
    const loaded = await openVault(folder, store).load()
    expect(loaded.ok && loaded.value?.publicKey).toBe(readIdentity(folder).publicKey)
  },
)

test('ID2 an identity that is there is never replaced', async () => {
  const folder = makeTempFolder()
  await openVault(folder).create(false)
  const before = readFileSync(identityPath(folder), 'utf8')
  expect(await openVault(folder).create(true)).toEqual({ ok: false, error: { kind: 'already-there' } })
  expect(readFileSync(identityPath(folder), 'utf8')).toBe(before)
})

test('ID2 of two that make one at the same time one wins', async () => {
  const folder = makeTempFolder()
  const both = await Promise.all([openVault(folder).create(false), openVault(folder).create(false)])
  expect(both.map((made) => (made.ok ? 'made' : made.error.kind)).toSorted()).toEqual([
    'already-there',
    'made',
  ])
})

test('ID2 another key store than the one that encrypted it is told apart, and so is none', async () => {
  const folder = makeTempFolder()
  await openVault(folder).create(false)
  const kindAt = async (store: AsyncSafeStorage) => {
    const loaded = await openVault(folder, store).load()
    return loaded.ok ? 'loaded' : loaded.error.kind
  }
  expect(await kindAt(fakeStore('kwallet6'))).toBe('key-store-changed')
  expect(await kindAt(fakeStore('basic_text'))).toBe('key-store-changed')
  expect(await kindAt(fakeStore('gnome_libsecret', false))).toBe('key-store-unavailable')
  expect(await kindAt(fakeStore())).toBe('loaded')
})

test.each([
  ['empty', () => ''],
  ['truncated', (text: string) => text.slice(0, 60)],
  ['no JSON', () => 'hello'],
  ['of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
  ['without its secret', (text: string) => text.replace('"ciphertext"', '"cipher"')],
  ['undecryptable', (text: string) => text.replace(/"ciphertext": "..../, '"ciphertext": "AAAA')],
  ['with another public key', (text: string) => text.replace(/"publicKey": "(....)/, '"publicKey": "AAAA')],
])('ID2 a file that is %s is damaged, stays as it is and is not replaced', async (_name, damage) => {
  const folder = makeTempFolder()
  await openVault(folder).create(false)
  const damaged = damage(readFileSync(identityPath(folder), 'utf8'))
  writeFileSync(identityPath(folder), damaged)
  expect(await openVault(folder).load()).toEqual({ ok: false, error: { kind: 'damaged' } })
  expect(await openVault(folder).create(true)).toEqual({ ok: false, error: { kind: 'already-there' } })
  expect(readFileSync(identityPath(folder), 'utf8')).toBe(damaged)
})

test('ID2 what cannot be read is damaged, not absent', async () => {
  const folder = makeTempFolder()
  mkdirSync(identityPath(folder))
  expect(await openVault(folder).load()).toEqual({ ok: false, error: { kind: 'damaged' } })
})

test('ID2 a folder that cannot be written makes no identity', async () => {
  const file = join(makeTempFolder(), 'file')
  writeFileSync(file, '')
  expect(await openVault(join(file, 'inside')).create(false)).toEqual({
    ok: false,
    error: { kind: 'cannot-save' },
  })
})

test('ID2 a key store that refuses to encrypt makes no identity', async () => {
  const folder = makeTempFolder()
  const refusing = { ...fakeStore(), encryptStringAsync: async () => Promise.reject(new Error('locked')) }
  expect(await openVault(folder, refusing).create(true)).toEqual({
    ok: false,
    error: { kind: 'cannot-save' },
  })
  expect(readdirSync(folder)).toEqual([])
})

test('ID2 Windows and macOS have one key store each, and a broken one is none', async () => {
  const broken = {
    ...fakeStore(),
    isAsyncEncryptionAvailable: async () => Promise.reject(new Error('broken')),
  }
  expect(createSecretBox(fakeStore(), 'darwin').backend()).toBe('keychain')
  expect(createSecretBox(fakeStore(), 'win32').backend()).toBe('dpapi')
  expect(await createSecretBox(broken, 'win32').keyStore()).toBe('absent')
})
