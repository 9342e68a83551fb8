import type { DirectoryContract } from '../../contract/directory/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import type { OutputOf } from '../../contract/rpc/contract.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { CallContext } from '../calls/call-context.ts'
import type { StoredRelation } from '../stored-records.ts'
import { createRetry, pauseAfter } from './retry.ts'
import { isLinkFailure, toUploadState, type UploadFailure, type UploadState } from './upload-state.ts'

export type RelationUpload = {
  /** Sends what waits, batch by batch; a run that is under way takes it along. */
  readonly run: () => void
  /** The same, also after a refusal. */
  readonly restart: () => void
  readonly state: () => UploadState
  readonly stop: () => void
}

export type RelationUploadDeps = Pick<CallContext, 'rpc' | 'log' | 'clock'> & {
  /** The next ones to send, at most one frame of them. */
  readonly waiting: () => readonly StoredRelation[]
  readonly sign: (relation: StoredRelation) => SignedStatement
  readonly confirm: (
    sent: readonly StoredRelation[],
    mark: OutputOf<DirectoryContract, 'relation.set'>['mark'],
  ) => void
  /** Takes the directory's newer word in, and says whose it is; null where it proves nothing. */
  readonly handleOlder: (current: SignedStatement) => Handle | null
  readonly onState: () => void
}

/** How often one person's relation is raised above the directory's, before that counts as a refusal. */
const MOST_RAISES = 3

export function createRelationUpload(deps: RelationUploadDeps): RelationUpload {
  const { rpc, log } = deps
  const retry = createRetry(deps.clock)
  const raises = new Map<Handle, number>()
  let isRunning = false
  let failure: UploadFailure | null = null

  const state = () => toUploadState(deps.waiting().length === 0 && failure === null, failure)
  const failWith = (why: UploadFailure) => {
    failure = why
    log.warn('relations were not saved by the directory', { why })
    deps.onState()
  }
  /** Whether the next batch may follow at once. */
  const sendBatch = async (client: NonNullable<ReturnType<typeof rpc>>): Promise<boolean> => {
    const batch = deps.waiting()
    const result = await client.call('relation.set', { statements: batch.map(deps.sign) })
    if (result.ok) {
      deps.confirm(batch, result.value.mark)
      raises.clear()
      return true
    }
    const { error } = result
    if (error.kind === 'older-revision') return raise(deps.handleOlder(error.current))
    if (error.kind === 'rate-limited' || error.kind === 'timed-out') {
      retry.after(pauseAfter(error), run)
      return false
    }
    // On a connection that took the place of the lost one, nobody else would go on.
    if (isLinkFailure(error.kind)) return rpc() !== client
    failWith(error.kind === 'too-many-people' ? error.kind : 'refused')
    return false
  }
  const raise = (person: Handle | null): boolean => {
    const count = person === null ? MOST_RAISES : (raises.get(person) ?? 0) + 1
    if (person !== null && count <= MOST_RAISES) {
      raises.set(person, count)
      return true
    }
    failWith('newer-elsewhere')
    return false
  }
  const work = async () => {
    isRunning = true
    for (;;) {
      const client = rpc()
      if (!client || failure !== null || deps.waiting().length === 0) break
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other, so that nothing waits in memory
      if (!(await sendBatch(client))) break
    }
    isRunning = false
    deps.onState()
  }
  const run = () => {
    if (!isRunning) void work()
  }

  return {
    run,
    restart: () => {
      failure = null
      raises.clear()
      run()
    },
    state,
    stop: retry.stop,
  }
}
