import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Engine } from '../../client/engine.ts'
import type { EngineStorage, Log } from '../../client/ports.ts'
import { StoredAccount } from '../../client/stored-records.ts'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import { judgePassphrase } from '../../domain/passphrase.ts'
import { replaceFile } from '../adapters/durable-file.ts'
import type { RecoverableKeyVault } from '../adapters/key-vault.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import { decideRestore } from './decide-restore.ts'
import {
  openRecoveryFile,
  parseRecoveryFile,
  RECOVERY_MAX_BYTES,
  type RecoveryFileFailure,
  sealRecoveryFile,
} from './recovery-file.ts'

/** The system's own dialogs; null when the person closes one without an answer. */
export type RecoveryDialogs = {
  readonly chooseTarget: (fileName: string) => Promise<string | null>
  readonly chooseFile: () => Promise<string | null>
}

export type RecoveryDeskDeps = {
  readonly engine: Pick<Engine, 'get' | 'account' | 'adopt'>
  readonly vault: Pick<RecoverableKeyVault, 'readSecret' | 'restore'>
  readonly storage: Pick<EngineStorage, 'read'>
  readonly settings: Pick<SettingsKeeper, 'set'>
  readonly dialogs: RecoveryDialogs
  /** Whether the data of the directory that this app runs itself is on this computer. */
  readonly hasOwnDirectory: () => boolean
  readonly log: Log
}

type RecoveryName = 'recovery.save' | 'recovery.choose' | 'recovery.restore'
type Answers = Pick<Handlers<BridgeContract, unknown>, RecoveryName>
export type RecoveryHandlers = {
  readonly [N in RecoveryName]: (input: Parameters<Answers[N]>[0]) => Promise<Awaited<ReturnType<Answers[N]>>>
}

/** Saves and restores; one thing at a time, since each takes 128 MiB for a moment. */
export function createRecoveryDesk(deps: RecoveryDeskDeps): RecoveryHandlers {
  let chosen: string | null = null
  let isBusy = false
  const alone = async <T>(work: () => Promise<T>) => {
    if (isBusy) return fail({ kind: 'busy' } as const)
    isBusy = true
    try {
      return await work()
    } finally {
      isBusy = false
    }
  }
  const isSetUp = () => {
    const { kind } = deps.engine.get('phase')
    return kind !== 'first-run' && kind !== 'identity-locked'
  }

  return {
    'recovery.save': ({ passphrase }) => alone(() => save(deps, passphrase)),
    'recovery.choose': () =>
      alone(async () => {
        if (isSetUp()) return fail({ kind: 'already-set-up' } as const)
        const path = await deps.dialogs.chooseFile()
        if (path === null) return ok({ outcome: 'cancelled' } as const)
        chosen = null
        const text = readRecoveryFile(path)
        if (!text.ok) return text
        chosen = text.value
        return ok({ outcome: 'chosen', fileName: basename(path).slice(0, 300) } as const)
      }),
    'recovery.restore': ({ passphrase, acceptsPlainKey }) =>
      alone(async () => {
        if (isSetUp()) return fail({ kind: 'already-set-up' } as const)
        if (chosen === null) return fail({ kind: 'no-file' } as const)
        const restored = await restore(deps, chosen, passphrase, acceptsPlainKey)
        if (restored.ok) chosen = null
        return restored
      }),
  }
}

type Saved = Awaited<ReturnType<RecoveryHandlers['recovery.save']>>

async function save(deps: RecoveryDeskDeps, typed: string): Promise<Saved> {
  const account = deps.engine.account()
  if (!account) return fail({ kind: 'no-account' })
  if (!judgePassphrase(typed).ok) return fail({ kind: 'weak-passphrase' })
  const secret = await deps.vault.readSecret()
  if (!secret.ok) {
    deps.log.warn('the key could not be read for a recovery file', { why: secret.error.kind })
    return fail({ kind: 'key-unusable' })
  }
  const sealed = await sealRecoveryFile({ account, secret: secret.value }, typed)
  if (!sealed.ok) return fail({ kind: 'key-unusable' })
  const path = await deps.dialogs.chooseTarget(`ahoy-recovery-${account.handle}.json`)
  if (path === null) return ok({ outcome: 'cancelled' })
  if (!writeAndReadBack(path, sealed.value)) {
    deps.log.warn('a recovery file could not be written')
    return fail({ kind: 'cannot-write' })
  }
  deps.settings.set({ recoveryFile: 'saved' })
  return ok({ outcome: 'saved' })
}

/** A recovery file that cannot be read later is worse than none: it is read once before anybody relies on it. */
function writeAndReadBack(path: string, text: string): boolean {
  try {
    replaceFile(path, text)
    return readFileSync(path, 'utf8') === text
  } catch {
    return false
  }
}

function readRecoveryFile(
  path: string,
): Result<string, RecoveryFileFailure | { readonly kind: 'cannot-read' }> {
  try {
    if (statSync(path).size > RECOVERY_MAX_BYTES) return fail({ kind: 'too-large' })
    const text = readFileSync(path, 'utf8')
    const parsed = parseRecoveryFile(text)
    return parsed.ok ? ok(text) : parsed
  } catch {
    return fail({ kind: 'cannot-read' })
  }
}

type Restored = Awaited<ReturnType<RecoveryHandlers['recovery.restore']>>

/** The key first and then the account: a start between the two shows the first run, and the file works again. */
async function restore(
  deps: RecoveryDeskDeps,
  text: string,
  passphrase: string,
  acceptsPlainKey: boolean,
): Promise<Restored> {
  const opened = await openRecoveryFile(text, passphrase)
  if (!opened.ok) {
    const isPassphrase = opened.error.kind === 'wrong-passphrase'
    return fail({ kind: isPassphrase ? 'wrong-passphrase' : 'damaged' })
  }
  const { account: recovered, secret } = opened.value
  const stored = StoredAccount.safeParse(deps.storage.read('account'))
  const account = decideRestore(stored.success ? stored.data : null, recovered)
  if (!account.ok) return account
  // Starting it anew would make an empty directory with another key, under the name of the one that is gone.
  if (account.value.directory.isHere && !deps.hasOwnDirectory()) return fail({ kind: 'directory-not-here' })
  const signer = await deps.vault.restore(secret, acceptsPlainKey)
  if (!signer.ok) return signer
  if (!(await deps.engine.adopt(account.value, signer.value))) return fail({ kind: 'cannot-save' })
  deps.settings.set({ recoveryFile: 'saved' })
  deps.log.info('an account was restored from a recovery file')
  return ok({})
}
