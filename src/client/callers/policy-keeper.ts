import type { CallingChoices, CallingPolicy } from '../../contract/calling-policy.ts'
import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { RpcClient } from '../../contract/rpc/client.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import { PolicyStatement } from '../../contract/statements.ts'
import { isSamePolicy } from '../../domain/calling-policy.ts'
import { signStatement } from '../../domain/signed.ts'
import { type CallContext, scopeOf } from '../calls/call-context.ts'
import type { Written } from '../record-keeper.ts'
import type { StoredAccount } from '../stored-records.ts'
import { isLastRevision, nextRevision, openOwn } from './own-statements.ts'
import { createRetry } from './retry.ts'
import { isLinkFailure, toUploadState, type UploadFailure, type UploadState } from './upload-state.ts'

export type ChoicesChange = { readonly [K in keyof CallingChoices]?: CallingChoices[K] | undefined }

/** Who may ring this account: decided on this device, copied to the directory. */
export type PolicyKeeper = {
  /** Holds on this device at once, also without a connection. It holds until the app ends where it cannot be saved. */
  readonly set: (choices: ChoicesChange) => Promise<Written>
  /** The directory's copy at sign-in: this device's own goes up where that is not the newest one. */
  readonly handleSignedIn: (copy: SignedStatement | null) => void
  /** The directory's copy has changed: another device of the account may have decided. */
  readonly handleCopy: (copy: SignedStatement | null) => void
  readonly upload: () => UploadState
  /** Sends what the directory has not taken once more: the same word, not a newer one. */
  readonly retry: () => void
  readonly stop: () => void
}

export type PolicyKeeperDeps = Pick<
  CallContext,
  'account' | 'rpc' | 'log' | 'signer' | 'crypto' | 'clock'
> & {
  readonly save: (account: StoredAccount) => Promise<Written>
  readonly onChange: () => void
}

const MOST_RAISES = 3
/** The policy that the directory itself gave to an account that it made, such as the echo's: nobody signs it. */
const HOSTED_REVISION = 0

export function createPolicyKeeper(deps: PolicyKeeperDeps): PolicyKeeper {
  const { account, rpc, log, save, onChange } = deps
  const retry = createRetry(deps.clock)
  let failure: UploadFailure | null = null
  /** How often in a row the directory had a newer policy than this device's own. */
  let raises = 0
  let sending: { readonly client: RpcClient<DirectoryContract>; readonly revision: number } | null = null

  const store = (policy: CallingPolicy, isPolicyUploaded: boolean): Promise<Written> => {
    if (isPolicyUploaded) {
      raises = 0
      failure = null
    }
    const written = save({ ...account(), policy, isPolicyUploaded })
    onChange()
    return written
  }
  const failWith = (why: UploadFailure) => {
    failure = why
    onChange()
  }
  const send = async (): Promise<void> => {
    const client = rpc()
    const { policy } = account()
    if (!client || (sending?.client === client && sending.revision === policy.revision)) return
    const mine = { client, revision: policy.revision }
    sending = mine
    const result = await client.call('policy.set', { statement: signPolicy(deps, policy) })
    if (sending === mine) sending = null
    if (account().policy.revision !== policy.revision) return
    if (result.ok) return void store(policy, true)
    const { error } = result
    if (isLinkFailure(error.kind)) return
    if (error.kind === 'older-revision') return compare(error.current, 'refused')
    log.warn('policy was not saved by the directory', { kind: error.kind })
    if (error.kind === 'rate-limited') return retry.after(error.retryAfterMs, () => void send())
    return failWith('refused')
  }
  /** A decision of this device that the directory has not got yet is not undone by an older one of another device. */
  const raise = (above: number) => {
    const { policy } = account()
    raises += 1
    if (raises > MOST_RAISES || isLastRevision(above)) return failWith('newer-elsewhere')
    void store({ ...policy, revision: nextRevision(Math.max(policy.revision, above)) }, false)
    return void send()
  }
  const compare = (copy: SignedStatement | null, told: 'refused' | 'signed-in' | 'changed') => {
    const theirs = copy && openOwn(deps, PolicyStatement, copy)?.policy
    const { policy, isPolicyUploaded } = account()
    if (copy === null && isPolicyUploaded && policy.revision === HOSTED_REVISION) return undefined
    // None, an older one, or one that nobody of mine has signed: it says nothing about who may ring.
    if (!theirs || theirs.revision < policy.revision) {
      if (told === 'refused') return failWith('newer-elsewhere')
      if (told === 'changed') return undefined
      if (isPolicyUploaded) void store(policy, false)
      return void send()
    }
    if (isSamePolicy(theirs, policy)) return isPolicyUploaded ? undefined : void store(policy, true)
    if (isPolicyUploaded && theirs.revision > policy.revision) return void store(theirs, true)
    return raise(theirs.revision)
  }

  return {
    set: (choices) => {
      const { policy } = account()
      raises = 0
      failure = null
      const next = { ...policy, ...withoutUndefined(choices), revision: nextRevision(policy.revision) }
      const written = store(next, false)
      void send()
      return written
    },
    handleSignedIn: (copy) => compare(copy, 'signed-in'),
    handleCopy: (copy) => compare(copy, 'changed'),
    upload: () => toUploadState(account().isPolicyUploaded, failure),
    retry: () => {
      if (account().isPolicyUploaded) return
      raises = 0
      failure = null
      onChange()
      void send()
    },
    stop: retry.stop,
  }
}

export function signPolicy(
  { account, signer }: Pick<CallContext, 'account' | 'signer'>,
  policy: CallingPolicy,
): SignedStatement {
  const { handle, device } = account()
  return signStatement(signer, PolicyStatement, scopeOf(account()), { handle, device, policy })
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A key that is given as undefined is a key that is not given. */
export function withoutUndefined<T extends object>(values: T): Given<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the keys that it was given
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
