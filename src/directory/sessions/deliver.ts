import { readOwn } from '../accounts/own-account.ts'
import type { DeviceId } from '../../contract/ids.ts'
import type { BusMessage, DeviceEvent } from '../bus/bus.ts'
import type { CallDesk } from '../calls/call-desk.ts'
import { callsFor } from '../calls/call-snapshot.ts'
import { isNewsOfRequests, readRequests } from '../callers/requests-record.ts'
import { KEEPING } from '../limits.ts'
import { queueStandings } from '../presence/presence.ts'
import type { Session } from './sessions.ts'

/** Brings what comes over the bus to the sockets of this node. Snapshots are read when their turn comes. */
export function createDelivery(desk: CallDesk): (message: BusMessage) => void {
  const { sessions, store, clock } = desk.context

  const tellCalls = (session: Session) =>
    session.outbox.add({
      kind: 'fresh',
      topic: 'calls',
      read: async () => {
        const calls = await store.read((tables) => callsFor(desk, tables, session))
        return { name: 'calls.changed', payload: { calls, directoryTimeMs: clock.nowMs() } }
      },
    })
  const tellAccount = (session: Session) =>
    session.outbox.add({
      kind: 'fresh',
      topic: 'me',
      read: async () => ({
        name: 'me.changed',
        payload: await store.read((tables) => readOwn(desk.context, tables, session)),
      }),
    })
  const tellRequests = (session: Session) =>
    session.outbox.add({
      kind: 'fresh',
      topic: 'requests',
      read: async () => {
        const { record } = await store.read((tables) =>
          readRequests(desk.context, tables, session.handle, KEEPING.requestsFrameBytes),
        )
        return isNewsOfRequests(session, record) ? { name: 'requests.changed', payload: record } : null
      },
    })
  const tellOthers = (handle: Session['handle'], by: DeviceId | null, event: DeviceEvent) => {
    for (const { device, outbox } of sessions.ofAccount(handle))
      if (device !== by) outbox.add({ kind: 'event', event })
  }

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
        return sessions
          .watchersOf(message.handle)
          .filter(({ handle }) => message.to === null || message.to === handle)
          .forEach((session) => queueStandings(desk.context, session, message.handle, [message.handle]))
      case 'outlook-changed':
        return sessions
          .ofAccount(message.handle)
          .forEach((session) => queueStandings(desk.context, session, '', sessions.watchedBy(session)))
      case 'requests-changed':
        return sessions.ofAccount(message.handle).forEach(tellRequests)
      case 'relations-changed':
        return tellOthers(message.handle, message.by, { name: 'relations.changed', payload: {} })
      case 'passes-changed':
        return tellOthers(message.handle, message.by, { name: 'passes.changed', payload: {} })
      case 'device-event':
        return sessions.ofDevice(message.device)?.outbox.add({ kind: 'event', event: message.event })
    }
  }
}
