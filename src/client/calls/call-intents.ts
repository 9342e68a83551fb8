import type { BridgeContract } from '../../contract/bridge/contract.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, ok } from '../../contract/result.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { parseTypedAddress } from '../../domain/handle.ts'
import type { Engine } from '../engine.ts'
import type { CallContext } from './call-context.ts'
import { announceAttempt, saySending } from './call-messages.ts'
import type { CallRecord } from './call-record.ts'
import type { Calls } from './calls.ts'

export type CallIntents = Pick<
  Engine['intents'],
  | 'call.dial'
  | 'call.accept'
  | 'call.decline'
  | 'call.hangUp'
  | 'call.dismiss'
  | 'call.setSending'
  | 'media.ready'
  | 'media.send'
  | 'media.report'
>

/** What the person and the call page want of the calls. */
export function createCallIntents(context: CallContext, calls: Calls): CallIntents {
  const withCall = async (
    callId: CallRecord['callId'],
    run: (call: CallRecord) => void,
  ): Promise<HandlerResult<BridgeContract, 'call.decline'>> => {
    const call = calls.find(callId)
    if (!call) return fail({ kind: 'no-such-call' })
    run(call)
    return ok({})
  }

  /** Late words of a page that serves another call by now are not heard. */
  const withMediaCall: typeof withCall = async (callId, run) =>
    calls.mediaCall()?.callId === callId ? withCall(callId, run) : fail({ kind: 'no-such-call' })

  return {
    'call.dial': async ({ to, media, pass }) => {
      const typed = parseTypedAddress(to)
      if (!typed.ok) return fail({ kind: 'bad-handle' })
      const account = context.account()
      const { handle, host } = typed.value
      if (host && host !== account.directory.host) return fail({ kind: 'other-directory', host })
      if (handle === account.handle) return fail({ kind: 'myself' })
      if (calls.isBusy()) return fail({ kind: 'in-a-call' })
      if (!context.rpc()) return fail({ kind: 'directory-unreachable' })
      // They ring here already: calling them is taking their call.
      const ring = calls.all().find((call) => isRingOf(call, handle))
      if (ring) calls.dispatch(ring, { type: 'accept', media })
      return ok({ callId: (ring ?? calls.dial(handle, media, pass)).callId })
    },
    'call.accept': ({ callId, media }) =>
      withCall(callId, (call) => {
        if (call.state.kind !== 'ringing-in') return
        for (const other of calls.all()) {
          const isRunning = other !== call && other.state.kind !== 'ringing-in'
          if (isRunning) calls.dispatch(other, { type: 'hang-up' })
          if (isRunning) calls.dispatch(other, { type: 'dismiss' })
        }
        calls.dispatch(call, { type: 'accept', media })
      }),
    'call.decline': ({ callId }) => withCall(callId, (call) => calls.dispatch(call, { type: 'decline' })),
    'call.hangUp': ({ callId }) => withCall(callId, (call) => calls.dispatch(call, { type: 'hang-up' })),
    'call.dismiss': ({ callId }) => withCall(callId, (call) => calls.dispatch(call, { type: 'dismiss' })),
    'call.setSending': ({ callId, microphone, camera }) =>
      withCall(callId, (call) => calls.setWanted(call, { microphone, camera })),
    'media.ready': ({ callId, attempt, fingerprint }) =>
      withMediaCall(callId, (call) => {
        if (!call.link.handleReady(attempt, fingerprint)) return
        if (attempt === 1) {
          call.ownCertificate = fingerprint
          calls.dispatch(call, { type: 'certificate', fingerprint })
        } else {
          announceAttempt(context, call)
          calls.publish()
        }
      }),
    'media.send': ({ callId, attempt, frame }) =>
      withMediaCall(callId, (call) => call.link.handlePageFrame(attempt, frame)),
    'media.report': ({ callId, attempt, report }) =>
      withMediaCall(callId, (call) => {
        if (attempt !== call.link.attempt()) return
        handleReport(context, calls, call, report)
      }),
  }
}

type Report = Parameters<Engine['intents']['media.report']>[0]['report']

function handleReport(context: CallContext, calls: Calls, call: CallRecord, report: Report): void {
  switch (report.type) {
    case 'link':
      return calls.dispatch(call, { type: `link-${report.state}` })
    case 'wrong-fingerprint':
      return calls.dispatch(call, { type: 'wrong-fingerprint' })
    case 'capture': {
      call.capture = { microphone: report.microphone, camera: report.camera }
      if (isAnswered(call)) saySending(context, call)
      return calls.publish()
    }
    case 'first-frame':
      return context.log.info('first frame', { of: report.of })
  }
}

/** A changed key is a warning that only the person can wave through. */
const isRingOf = (call: CallRecord, handle: Handle): boolean =>
  call.state.kind === 'ringing-in' && call.peer.handle === handle && !call.peer.hasChangedKey

const isAnswered = ({ state }: CallRecord): boolean =>
  state.kind === 'connecting' || state.kind === 'connected' || state.kind === 'reconnecting'
