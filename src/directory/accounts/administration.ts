import type { Badge, Plan } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Placing } from '../../domain/calling-policy.ts'
import type { DirectoryContext } from '../context.ts'
import { repeat } from '../repeat.ts'
import type { Store } from '../store/store.ts'

/** A running directory looks this often for what another process has changed: it follows within this time. */
const LOOK_EVERY_MS = 1_000

type Granted = Result<null, { readonly kind: 'unknown-handle' }>

/** Grants a badge, or takes it away. The directory signs it into the profile from now on. */
export const setBadge = (store: Store, handle: Handle, badge: Badge | null): Promise<Granted> =>
  store.transact(async ({ accounts, administration }) => {
    if (!(await accounts.has(handle))) return fail({ kind: 'unknown-handle' })
    await accounts.setBadge(handle, badge)
    await administration.noteChange(handle)
    return ok(null)
  })

export const setPlan = (store: Store, handle: Handle, plan: Plan): Promise<Granted> =>
  store.transact(async ({ accounts, administration }) => {
    if (!(await accounts.has(handle))) return fail({ kind: 'unknown-handle' })
    await accounts.setPlan(handle, plan)
    await administration.noteChange(handle)
    return ok(null)
  })

/** Changes who may place calls, as far as it is told, and answers with what holds now. */
export const changePlacing = (store: Store, change: Partial<Placing>): Promise<Placing> =>
  store.transact(async ({ administration }) => {
    const before = await administration.placing()
    if (Object.keys(change).length === 0) return before
    const placing = { ...before, ...change }
    await administration.setPlacing(placing)
    await administration.noteChange(null)
    return placing
  })

/** Follows what the administrator changes, by whichever process. Returns what ends it. */
export async function watchAdministrator(
  context: Pick<DirectoryContext, 'store' | 'sessions' | 'clock' | 'log' | 'bus'>,
): Promise<() => void> {
  const { store, sessions, clock, log } = context
  const read = (after: number) =>
    store.read(async ({ resets, administration }) => ({
      resets: await resets.list(),
      changes: await administration.listChanges(after),
    }))
  let seenWrites = store.foreignWrites()
  let newest = await store.read(({ administration }) => administration.newestChange())
  const seen = new Map((await read(newest)).resets.map(({ handle, number }) => [handle, number]))
  // An idle directory does no more than ask whether anybody has written at all.
  const look = async () => {
    const writes = store.foreignWrites()
    if (writes === seenWrites) return
    const { resets, changes } = await read(newest)
    seenWrites = writes
    for (const { handle, number } of resets) {
      if (seen.get(handle) === number) continue
      seen.set(handle, number)
      log.info('an account was reset')
      for (const session of sessions.ofAccount(handle)) session.close('reset')
    }
    newest = changes.at(-1)?.number ?? newest
    tellChanges(context, new Set(changes.map(({ handle }) => handle)))
  }
  return repeat(clock, LOOK_EVERY_MS, () => {
    look().catch((error: unknown) => log.bug('changes of the administrator could not be read', error))
  })
}

/** Tells accounts what they are granted, and how everybody whom they watch stands to them now; null is all accounts. */
function tellChanges(
  { sessions, bus }: Pick<DirectoryContext, 'sessions' | 'bus'>,
  changed: ReadonlySet<Handle | null>,
): void {
  const handles = changed.has(null) ? new Set(sessions.all().map(({ handle }) => handle)) : changed
  for (const handle of handles) {
    if (handle === null) continue
    bus.publish({ type: 'account-changed', handle, by: null })
    bus.publish({ type: 'outlook-changed', handle })
  }
}
