import type { Clock } from '../../src/contract/clock.ts'
import { type DirectoryContract, directoryContract } from '../../src/contract/directory/contract.ts'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import type { EndReason } from '../../src/contract/call-end.ts'
import { type CallId, DisplayName, type Handle } from '../../src/contract/ids.ts'
import { fail, invariant, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import { createRpcServer, type Handlers, type RpcServer } from '../../src/contract/rpc/server.ts'
import { decodeStatement, type SignedStatement } from '../../src/contract/statement.ts'
import { InvitationStatement, SignInStatement } from '../../src/contract/statements.ts'
import { splitAddress } from '../../src/domain/handle.ts'
import { createMemoryChannelPair } from './memory-channel.ts'
import { policyOf, signedPolicy } from './sample-policy.ts'
import { createNoCallers, identify } from './scripted-directory.ts'
import type { TestAccount } from './test-account.ts'
import type { TestDirectory } from './test-crypto.ts'

type Seat = { handle: Handle | null; server: RpcServer<DirectoryContract> | null }
type Call = {
  readonly callId: CallId
  readonly caller: Handle
  readonly callee: Handle
  readonly invitation: SignedStatement
  readonly placedAtMs: number
  state: DirectoryCall['state']
}

/** A directory for a few devices that tells the truth, with as few rules as a call needs. One device an account. */
export type HonestDirectory = {
  readonly connect: () => Channel
  readonly calls: () => readonly Call[]
}

/** Frames arrive in their order, each after a delay of its own. */
function delayed(channel: Channel, clock: Clock, delayMs: () => number): Channel {
  let lastMs = 0
  const later = (run: () => void) => {
    lastMs = Math.max(lastMs, clock.monotonicMs() + delayMs())
    clock.setTimer(lastMs - clock.monotonicMs(), run)
  }
  return {
    ...channel,
    send: (frame) => later(() => channel.send(frame)),
    onFrame: (listener) => channel.onFrame((frame) => later(() => listener(frame))),
  }
}

export function createHonestDirectory(
  keys: TestDirectory,
  accounts: readonly TestAccount[],
  clock: Clock,
  delayMs: () => number,
): HonestDirectory {
  const calls = new Map<CallId, Call>()
  const seats = new Set<Seat>()
  const accountOf = (handle: Handle) => {
    const account = accounts.find((each) => each.handle === handle)
    invariant(account, 'a known account')
    return account
  }
  const toTold = (call: Call, handle: Handle): DirectoryCall => ({
    callId: call.callId,
    role: call.caller === handle ? 'caller' : 'callee',
    invitation: call.invitation,
    peer: accountOf(call.caller === handle ? call.callee : call.caller).record,
    placedAtMs: call.placedAtMs,
    state: call.state,
  })
  const snapshot = (handle: Handle) =>
    [...calls.values()]
      .filter(({ caller, callee }) => caller === handle || callee === handle)
      .map((call) => toTold(call, handle))
  const tell = ({ caller, callee }: Call) => {
    for (const { handle, server } of seats)
      if (handle === caller || handle === callee)
        server?.emit('calls.changed', { calls: snapshot(handle), directoryTimeMs: clock.nowMs() })
  }
  const settle = (callId: CallId, seat: Seat, reason: EndReason) => {
    const call = calls.get(callId)
    if (!call || !seat.handle) return fail({ kind: 'no-such-call' } as const)
    if (call.state.kind !== 'ended') {
      const isAnswered = call.state.kind === 'answered' && (reason === 'declined' || reason === 'cancelled')
      call.state = {
        kind: 'ended',
        reason: isAnswered ? 'hung-up' : reason,
        atMs: clock.nowMs(),
        durationMs: 0,
      }
      tell(call)
    }
    return ok({ call: toTold(call, seat.handle) })
  }
  const forward = (callId: CallId, seat: Seat, send: (server: RpcServer<DirectoryContract>) => void) => {
    const call = calls.get(callId)
    const other = call?.caller === seat.handle ? call?.callee : call?.caller
    for (const { handle, server } of seats) if (server && handle === other) send(server)
    return ok({})
  }
  const own = (handle: Handle) => ({
    handle,
    displayName: DisplayName.parse(handle),
    device: accountOf(handle).device.id,
    deviceLists: [...accountOf(handle).deviceLists],
    policy: signedPolicy(keys, accountOf(handle), policyOf()),
    badge: null,
    plan: 'free' as const,
    placingRefusal: null,
  })
  const notSignedIn = fail({ kind: 'not-signed-in' } as const)

  const handlers: Handlers<DirectoryContract, Seat> = {
    'directory.identify': ({ deviceNonce }) => ok(identify({ keys, nowMs: clock.nowMs }, deviceNonce)),
    'handle.check': () => ok({ state: 'taken' }),
    'account.register': () => fail({ kind: 'handle-taken' }),
    'session.signIn': ({ statement }, seat) => {
      const signIn = decodeStatement(SignInStatement, keys.scope, statement.text)
      if (!signIn.ok) return fail({ kind: 'unknown-account' })
      seat.handle = signIn.value.handle
      return ok({
        me: own(seat.handle),
        calls: snapshot(seat.handle),
        requests: { received: [], sent: [] },
        relationsMark: 0,
        directoryTimeMs: clock.nowMs(),
        stun: null,
      })
    },
    'account.setDisplayName': (_, { handle }) => (handle ? ok(own(handle)) : notSignedIn),
    'policy.set': ({ statement }, { handle }) =>
      handle ? ok({ ...own(handle), policy: statement }) : notSignedIn,
    ...createNoCallers(),
    'person.lookUp': ({ handle }) =>
      ok({
        ...accountOf(handle).record,
        reachability: { verdict: 'allowed', rule: 'everyone' },
        presence: 'online',
      }),
    'presence.watch': () => ok({ people: [] }),
    'call.place': ({ invitation }, { handle }) => {
      const body = decodeStatement(InvitationStatement, keys.scope, invitation.text)
      if (!body.ok || !handle) return notSignedIn
      const call: Call = {
        callId: body.value.callId,
        caller: handle,
        callee: splitAddress(body.value.to).handle,
        invitation,
        placedAtMs: clock.nowMs(),
        state: { kind: 'ringing', sinceMs: clock.nowMs() },
      }
      calls.set(call.callId, call)
      tell(call)
      return ok({ call: toTold(call, handle) })
    },
    'call.accept': ({ callId, accept }, seat) => {
      const call = calls.get(callId)
      if (!call || !seat.handle) return fail({ kind: 'no-such-call' })
      if (call.state.kind !== 'ringing')
        return fail({ kind: 'already-settled', call: toTold(call, seat.handle) })
      call.state = { kind: 'answered', accept, isPeerPresent: true }
      tell(call)
      return ok({ call: toTold(call, seat.handle) })
    },
    'call.decline': ({ callId }, seat) => settle(callId, seat, 'declined'),
    'call.cancel': ({ callId }, seat) => settle(callId, seat, 'cancelled'),
    'call.end': ({ callId, reason }, seat) => settle(callId, seat, reason),
    'call.signal': (frame, seat) =>
      forward(frame.callId, seat, (server) => server.emit('call.signal', frame)),
    'call.message': (said, seat) => forward(said.callId, seat, (server) => server.emit('call.message', said)),
    'call.attempt': (said, seat) => forward(said.callId, seat, (server) => server.emit('call.attempt', said)),
    'call.renew': () => ok({}),
    'call.acknowledge': () => ok({}),
  }

  return {
    calls: () => [...calls.values()],
    connect: () => {
      const pair = createMemoryChannelPair('async')
      const seat: Seat = { handle: null, server: null }
      seat.server = createRpcServer(directoryContract, handlers, delayed(pair.right, clock, delayMs), {
        caller: seat,
      })
      seats.add(seat)
      pair.right.onClose(() => seats.delete(seat))
      return pair.left
    },
  }
}
