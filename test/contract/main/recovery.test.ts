import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { StoredAccount } from '../../../src/client/stored-records.ts'
import type { AppSnapshot } from '../../../src/contract/bridge/snapshots.ts'
import { createEngineStorage } from '../../../src/main/adapters/engine-storage.ts'
import { createKeyVault } from '../../../src/main/adapters/key-vault.ts'
import { createSecretBox } from '../../../src/main/adapters/secret-box.ts'
import type { RecoveryContent } from '../../../src/main/recovery/recovery-content.ts'
import { createRecoveryDesk } from '../../../src/main/recovery/recovery-desk.ts'
import { sealRecoveryFile } from '../../../src/main/recovery/recovery-file.ts'
import { policyOf } from '../../support/sample-policy.ts'
import { makeRecoveryContent } from '../../support/sample-recovery.ts'
import { makeTempFolder } from '../../support/temp-folder.ts'

const PHRASE = 'four plain old words'
const quiet = { info: () => {}, warn: () => {} }

const safeStorage = (backend = 'gnome_libsecret') => ({
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => backend,
  encryptStringAsync: async (text: string) => Buffer.from(text, 'utf16le'),
  decryptStringAsync: async (encrypted: Buffer) => ({ result: encrypted.toString('utf16le') }),
})

type Installation = {
  readonly folder?: string
  readonly phase?: AppSnapshot['phase']
  readonly account?: StoredAccount | null
  readonly backend?: string
  readonly hasOwnDirectory?: boolean
}

/** One installed Ahoy on real files: what the dialogs answer is set, and what it adopts is seen. */
function install(options: Installation = {}) {
  const folder = options.folder ?? makeTempFolder()
  const vault = createKeyVault(folder, createSecretBox(safeStorage(options.backend), 'linux'))
  const storage = createEngineStorage(folder, quiet)
  const adopted: StoredAccount[] = []
  const saved: unknown[] = []
  const state = { path: null as string | null, suggested: '', canAdopt: true }
  const desk = createRecoveryDesk({
    engine: {
      get: (() => options.phase ?? { kind: options.account ? 'ready' : 'first-run' }) as never,
      account: () => options.account ?? null,
      adopt: async (account) => {
        if (state.canAdopt) adopted.push(account)
        return state.canAdopt
      },
    },
    vault,
    storage,
    settings: {
      set: (change) => {
        saved.push(change)
        return { ok: true, value: null }
      },
    },
    dialogs: {
      chooseTarget: async (fileName) => {
        state.suggested = fileName
        return state.path
      },
      chooseFile: async () => state.path,
    },
    hasOwnDirectory: () => options.hasOwnDirectory ?? false,
    log: quiet,
  })
  const restoreFrom = async (path: string, passphrase = PHRASE, acceptsPlainKey = false) => {
    state.path = path
    const chosen = await desk['recovery.choose']({})
    return chosen.ok ? desk['recovery.restore']({ passphrase, acceptsPlainKey }) : chosen
  }
  return { folder, vault, storage, desk, adopted, saved, state, restoreFrom }
}

/** The first computer: set up, with its key in the vault. */
async function installWithAccount() {
  const content = makeRecoveryContent()
  const here = install({ account: content.account })
  const kept = await here.vault.restore(content.secret, false)
  if (!kept.ok) throw new Error('expected a key')
  return { ...here, content, publicKey: kept.value.publicKey }
}

async function fileOf(content: RecoveryContent, path = join(makeTempFolder(), 'file.json')) {
  const sealed = await sealRecoveryFile(content, PHRASE, 2)
  if (!sealed.ok) throw new Error('expected a file')
  writeFileSync(path, sealed.value)
  return path
}

const kindOf = (result: { ok: boolean; error?: { kind: string } }) => (result.ok ? 'ok' : result.error?.kind)
const asides = (folder: string) => readdirSync(folder).filter((name) => name.includes('.damaged-'))
const isRoot = process.getuid?.() === 0

test('ID2 a saved file restores the same key and account on a new installation', async () => {
  const first = await installWithAccount()
  const path = join(makeTempFolder(), 'recovery.json')
  first.state.path = path
  expect(await first.desk['recovery.save']({ passphrase: PHRASE })).toEqual({
    ok: true,
    value: { outcome: 'saved' },
  })
  expect(first.state.suggested).toBe('ahoy-recovery-alice.json')
  expect(first.saved).toEqual([{ recoveryFile: 'saved' }])
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).not.toContain(first.content.secret)

  const second = install()
  expect(await second.restoreFrom(path)).toEqual({ ok: true, value: {} })
  expect(second.adopted).toEqual([first.content.account])
  const loaded = await createKeyVault(second.folder, createSecretBox(safeStorage(), 'linux')).load()
  expect(loaded.ok && loaded.value?.publicKey).toBe(first.publicKey)
  expect(second.saved).toEqual([{ recoveryFile: 'saved' }])
})

test('ID2 a closed dialog saves nothing and says so', async () => {
  const { desk, saved } = await installWithAccount()
  expect(await desk['recovery.save']({ passphrase: PHRASE })).toEqual({
    ok: true,
    value: { outcome: 'cancelled' },
  })
  expect(saved).toEqual([])
  const other = install()
  expect(await other.desk['recovery.choose']({})).toEqual({ ok: true, value: { outcome: 'cancelled' } })
})

test('ID2 a folder that cannot be written, a weak passphrase and no account save nothing', async () => {
  const { desk, state, saved } = await installWithAccount()
  const file = join(makeTempFolder(), 'a-file')
  writeFileSync(file, '')
  state.path = join(file, 'inside.json')
  expect(kindOf(await desk['recovery.save']({ passphrase: PHRASE }))).toBe('cannot-write')
  expect(kindOf(await desk['recovery.save']({ passphrase: 'short' }))).toBe('weak-passphrase')
  expect(kindOf(await install().desk['recovery.save']({ passphrase: PHRASE }))).toBe('no-account')
  expect(saved).toEqual([])
})

test.skipIf(isRoot)('ID2 a read-only folder saves nothing and leaves nothing', async () => {
  const { desk, state } = await installWithAccount()
  const folder = makeTempFolder()
  chmodSync(folder, 0o500)
  state.path = join(folder, 'recovery.json')
  expect(kindOf(await desk['recovery.save']({ passphrase: PHRASE }))).toBe('cannot-write')
  chmodSync(folder, 0o700)
  expect(readdirSync(folder)).toEqual([])
})

test('ID2 a damaged identity is set aside, never overwritten, and the restored key takes its place', async () => {
  const content = makeRecoveryContent()
  const here = install({ phase: { kind: 'identity-locked', why: 'damaged' } })
  const identity = join(here.folder, 'identity.json')
  writeFileSync(identity, 'half of a fi')
  await here.storage.write('account', content.account)
  expect(kindOf(await here.restoreFrom(await fileOf(content)))).toBe('ok')
  expect(asides(here.folder)).toEqual(['identity.json.damaged-1'])
  expect(readFileSync(`${identity}.damaged-1`, 'utf8')).toBe('half of a fi')
  const loaded = await here.vault.load()
  expect(loaded.ok && loaded.value !== null).toBe(true)

  writeFileSync(identity, 'damaged again')
  expect(kindOf(await here.restoreFrom(await fileOf(content)))).toBe('ok')
  expect(asides(here.folder)).toEqual(['identity.json.damaged-1', 'identity.json.damaged-2'])
})

test('ID2 a key that still works stays where it is', async () => {
  const content = makeRecoveryContent()
  const here = install({ phase: { kind: 'identity-locked', why: 'damaged' } })
  await here.vault.restore(content.secret, false)
  const before = readFileSync(join(here.folder, 'identity.json'), 'utf8')
  expect(kindOf(await here.restoreFrom(await fileOf(content)))).toBe('ok')
  expect(readFileSync(join(here.folder, 'identity.json'), 'utf8')).toBe(before)
  expect(asides(here.folder)).toEqual([])
})

test('ID2 a newer record that is still here is kept; one of another account is not mixed with it', async () => {
  const content = makeRecoveryContent()
  const newer = { ...content.account, policy: policyOf({ revision: 9, isCallingOn: false }) }
  const here = install({ phase: { kind: 'identity-locked', why: 'key-store-changed' } })
  await here.storage.write('account', newer)
  const path = await fileOf(content)
  expect(kindOf(await here.restoreFrom(path))).toBe('ok')
  expect(here.adopted).toEqual([newer])

  const foreign = install({ phase: { kind: 'identity-locked', why: 'damaged' } })
  writeFileSync(join(foreign.folder, 'identity.json'), 'damaged')
  await foreign.storage.write('account', makeRecoveryContent('mallory').account)
  expect(kindOf(await foreign.restoreFrom(path))).toBe('other-account')
  expect(asides(foreign.folder)).toEqual([])
  expect(foreign.adopted).toEqual([])
})

test('ID2 where somebody is signed in nothing is restored', async () => {
  const here = await installWithAccount()
  expect(kindOf(await here.desk['recovery.choose']({}))).toBe('already-set-up')
  expect(kindOf(await here.desk['recovery.restore']({ passphrase: PHRASE, acceptsPlainKey: true }))).toBe(
    'already-set-up',
  )
})

test('ID2 a wrong passphrase changes nothing and can be tried again without choosing the file again', async () => {
  const content = makeRecoveryContent()
  const here = install()
  expect(kindOf(await here.restoreFrom(await fileOf(content), 'another old phrase'))).toBe('wrong-passphrase')
  expect(readdirSync(here.folder)).toEqual([])
  expect(kindOf(await here.desk['recovery.restore']({ passphrase: PHRASE, acceptsPlainKey: false }))).toBe(
    'ok',
  )
})

test('ID2 without a locked key store the restored key needs consent', async () => {
  const here = install({ backend: 'basic_text' })
  const path = await fileOf(makeRecoveryContent())
  expect(kindOf(await here.restoreFrom(path))).toBe('key-store-consent')
  expect(readdirSync(here.folder)).toEqual([])
  expect(kindOf(await here.restoreFrom(path, PHRASE, true))).toBe('ok')
})

test('ID2 files that are none, too large or unreadable are told apart before a passphrase is asked for', async () => {
  const folder = makeTempFolder()
  const here = install()
  const choose = async (name: string, text: string | null) => {
    const path = join(folder, name)
    if (text === null) mkdirSync(path)
    else writeFileSync(path, text)
    here.state.path = path
    return kindOf(await here.desk['recovery.choose']({}))
  }
  expect(await choose('a.json', 'a holiday picture')).toBe('damaged')
  expect(await choose('b.json', ' '.repeat(70_000))).toBe('too-large')
  expect(await choose('c.json', '{"ahoyRecovery":7}')).toBe('newer-version')
  expect(await choose('d.json', null)).toBe('cannot-read')
  expect(kindOf(await here.desk['recovery.restore']({ passphrase: PHRASE, acceptsPlainKey: true }))).toBe(
    'no-file',
  )
})

test('ID2 a directory that ran in the lost Ahoy is not started anew in its name', async () => {
  const path = await fileOf(makeRecoveryContent('alice', true))
  const elsewhere = install()
  expect(kindOf(await elsewhere.restoreFrom(path))).toBe('directory-not-here')
  expect(readdirSync(elsewhere.folder)).toEqual([])
  expect(kindOf(await install({ hasOwnDirectory: true }).restoreFrom(path))).toBe('ok')
})

test('ID2 an account that could not be stored can be restored again', async () => {
  const here = install()
  const path = await fileOf(makeRecoveryContent())
  here.state.canAdopt = false
  expect(kindOf(await here.restoreFrom(path))).toBe('cannot-save')
  here.state.canAdopt = true
  expect(kindOf(await here.restoreFrom(path))).toBe('ok')
  expect(here.adopted).toHaveLength(1)
})

test('ID2 one thing is done at a time', async () => {
  const here = await installWithAccount()
  const both = await Promise.all([
    here.desk['recovery.save']({ passphrase: PHRASE }),
    here.desk['recovery.save']({ passphrase: PHRASE }),
  ])
  expect(both.map(kindOf)).toEqual(['ok', 'busy'])
})
