import { readOwn } from '../accounts/own-account.ts'
import type { BusMessage } from '../bus/bus.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import { callsFor } from '../calls/call-snapshot.ts'
import { standingsOf } from '../presence/presence.ts'
import type { Session } from './sessions.ts'

/** Brings what comes over the bus to the sockets of this node. Snapshots are read when their turn comes. */
export function createDelivery(desk: CallDesk): (message: BusMessage) => void {
  const { sessions, store, clock } = desk.context

  const tellCalls = (session: Session) =>
    session.outbox.add({
      kind: 'fresh',
      topic: 'calls',
      read: async () => {
        const calls = await store.transact((tables) => callsFor(desk, tables, session))
        return { name: 'calls.changed', payload: { calls, directoryTimeMs: clock.nowMs() } }
      },
    })
  const tellAccount = (session: Session) =>
    session.outbox.add({
      kind: 'fresh',
      topic: 'me',
      read: async () => ({
        name: 'me.changed',
        payload: await store.transact((tables) => readOwn(tables, session)),
      }),
    })
  const tellStanding = (session: Session, handle: Session['handle']) =>
    session.outbox.add({
      kind: 'fresh',
      topic: `presence ${handle}`,
      read: async () => {
        const people = await store.transact((tables) =>
          standingsOf(desk.context, tables, session.handle, [handle]),
        )
        return people.length === 0 ? null : { name: 'presence.changed', payload: { people } }
      },
    })

  return (message) => {
    switch (message.type) {
      case 'calls-changed':
        return sessions
          .ofAccount(message.handle)
          .filter(({ device }) => message.device === null || message.device === device)
          .forEach(tellCalls)
      case 'account-changed':
        return sessions
          .ofAccount(message.handle)
          .filter(({ device }) => device !== message.by)
          .forEach(tellAccount)
      case 'reachability-changed':
        return sessions.watchersOf(message.handle).forEach((session) => tellStanding(session, message.handle))
      case 'device-event':
        return sessions.ofDevice(message.device)?.outbox.add({ kind: 'event', event: message.event })
    }
  }
}
