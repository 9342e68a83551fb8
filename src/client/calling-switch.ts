import type { MeSnapshot } from '../contract/bridge/snapshots.ts'
import type { CallingPolicy } from '../contract/reachability.ts'
import type { CallContext } from './calls/call-context.ts'
import type { StoredAccount } from './stored-records.ts'

export type CallingSwitch = {
  /** Holds on this device at once, also without a connection. */
  readonly set: (isCallingOn: boolean) => void
  /** The directory has told its copy: this device's own is newer, or becomes so. */
  readonly handleDirectoryPolicy: (theirs: CallingPolicy) => void
  readonly upload: () => NonNullable<MeSnapshot>['policyUpload']
}

type Deps = Pick<CallContext, 'account' | 'rpc' | 'log'> & {
  readonly save: (account: StoredAccount) => void
  readonly onChange: () => void
}

const MOST_RAISES = 3
const LAST_REVISION = Number.MAX_SAFE_INTEGER
const nextRevision = (revision: number): number => Math.min(revision + 1, LAST_REVISION)

/** The master switch of this account: owned by this device, copied to the directory. */
export function createCallingSwitch({ account, rpc, log, save, onChange }: Deps): CallingSwitch {
  let hasFailed = false
  /** How often in a row the directory claimed a newer policy than this device's own. */
  let raises = 0

  const store = (policy: CallingPolicy, isPolicyUploaded: boolean) => {
    save({ ...account(), policy, isPolicyUploaded })
    onChange()
  }
  const send = async () => {
    const { policy } = account()
    const result = await rpc()?.call('policy.set', { policy })
    if (!result || account().policy.revision !== policy.revision) return
    hasFailed = !result.ok && result.error.kind !== 'disconnected' && result.error.kind !== 'timed-out'
    if (result.ok) {
      raises = 0
      return store(policy, true)
    }
    if (result.error.kind === 'older-revision') return raise(result.error.current.revision)
    log.warn('policy was not saved by the directory', { kind: result.error.kind })
    return onChange()
  }
  const raise = (above: number) => {
    const { policy } = account()
    raises += 1
    // A directory that always claims to know better, or a revision that nobody can count to, is not followed for ever.
    if (raises > MOST_RAISES || above >= LAST_REVISION) {
      hasFailed = true
      return store(policy, false)
    }
    store({ ...policy, revision: nextRevision(Math.max(policy.revision, above)) }, false)
    return void send()
  }

  return {
    set: (isCallingOn) => {
      const { policy } = account()
      raises = 0
      store({ isCallingOn, revision: nextRevision(policy.revision) }, false)
      void send()
    },
    handleDirectoryPolicy: (theirs) => {
      const { policy, isPolicyUploaded } = account()
      const isSame = theirs.revision === policy.revision && theirs.isCallingOn === policy.isCallingOn
      if (isSame) return isPolicyUploaded ? undefined : store(policy, true)
      return theirs.revision >= policy.revision ? raise(theirs.revision) : void send()
    },
    upload: () => {
      if (account().isPolicyUploaded) return 'saved'
      return hasFailed ? 'failed' : 'waiting'
    },
  }
}
