import type { DeviceId, Handle, PublicKey } from '../../contract/ids.ts'
import type { Viewer } from '../calls/call-record.ts'
import type { Outbox } from './outbox.ts'

/** A signed-in device on its one socket. */
export type Session = Viewer & {
  readonly publicKey: PublicKey
  readonly outbox: Outbox
  /** Cuts the socket. */
  readonly close: (reason: 'replaced' | 'reset') => void
}

/** The devices that are signed in at this node, and who watches whom. */
export type Sessions = {
  /** A device has one socket: an earlier one is closed. */
  readonly add: (session: Session) => void
  readonly remove: (session: Session) => void
  readonly ofDevice: (device: DeviceId) => Session | null
  readonly ofAccount: (handle: Handle) => readonly Session[]
  readonly all: () => readonly Session[]
  readonly isOnline: (handle: Handle) => boolean
  /** Replaces the set of people that a session watches. */
  readonly watch: (session: Session, people: ReadonlySet<Handle>) => void
  readonly watchedBy: (session: Session) => ReadonlySet<Handle>
  readonly watchersOf: (handle: Handle) => readonly Session[]
}

/** `onPresence` hears of an account whose first device came, or whose last one went. */
export function createSessions(onPresence: (handle: Handle) => void): Sessions {
  const byDevice = new Map<DeviceId, Session>()
  const byAccount = new Map<Handle, Set<Session>>()
  const watched = new Map<Session, ReadonlySet<Handle>>()
  const watchers = new Map<Handle, Set<Session>>()

  const unwatch = (session: Session) => {
    for (const handle of watched.get(session) ?? []) takeOut(watchers, handle, session)
    watched.delete(session)
  }
  const drop = (session: Session) => {
    session.outbox.close()
    unwatch(session)
    if (byDevice.get(session.device) === session) byDevice.delete(session.device)
    takeOut(byAccount, session.handle, session)
  }

  return {
    add: (session) => {
      const wasOnline = byAccount.has(session.handle)
      putIn(byAccount, session.handle, session)
      const earlier = byDevice.get(session.device)
      byDevice.set(session.device, session)
      if (earlier) {
        drop(earlier)
        earlier.close('replaced')
      }
      if (!wasOnline) onPresence(session.handle)
    },
    remove: (session) => {
      if (byDevice.get(session.device) !== session) return
      drop(session)
      if (!byAccount.has(session.handle)) onPresence(session.handle)
    },
    ofDevice: (device) => byDevice.get(device) ?? null,
    ofAccount: (handle) => [...(byAccount.get(handle) ?? [])],
    all: () => [...byDevice.values()],
    isOnline: (handle) => byAccount.has(handle),
    watch: (session, people) => {
      unwatch(session)
      // A session that has gone meanwhile would be kept for ever.
      if (byDevice.get(session.device) !== session) return
      watched.set(session, people)
      for (const handle of people) putIn(watchers, handle, session)
    },
    watchedBy: (session) => watched.get(session) ?? new Set(),
    watchersOf: (handle) => [...(watchers.get(handle) ?? [])],
  }
}

function putIn<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key) ?? new Set<V>()
  set.add(value)
  sets.set(key, set)
}

function takeOut<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key)
  set?.delete(value)
  if (set?.size === 0) sets.delete(key)
}
