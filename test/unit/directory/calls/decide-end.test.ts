import { describe, expect, it } from 'vitest'
import { CallId, DeviceId, Handle, Signature } from '../../../../src/contract/ids.ts'
import {
  answerRecord,
  type CallRecord,
  endRecord,
  stateFor,
  type Viewer,
} from '../../../../src/directory/calls/call-record.ts'
import { decideEnd, type EndWish } from '../../../../src/directory/calls/decide-end.ts'

const device = (digit: string) => DeviceId.parse(digit.repeat(32))
const [ann, bob] = [Handle.parse('ann'), Handle.parse('bob')]
const caller: Viewer = { handle: ann, device: device('a') }
const desk: Viewer = { handle: bob, device: device('b') }
const lap: Viewer = { handle: bob, device: device('c') }
const stranger: Viewer = { handle: ann, device: device('d') }
const statement = { text: 'text', signature: Signature.parse('A'.repeat(86)) }

const ringing: CallRecord = {
  callId: CallId.parse('0'.repeat(32)),
  caller: ann,
  callerDevice: caller.device,
  callee: bob,
  invitation: statement,
  placedAtMs: 1_000,
  state: { kind: 'ringing' },
}
const answered = answerRecord(ringing, { accept: statement, device: desk.device, atMs: 2_000 })

const outcome = (record: CallRecord, viewer: Viewer, wish: EndWish) => {
  const decision = decideEnd(record, viewer, wish, 5_000)
  if (decision.kind !== 'ended') return decision.kind
  return decision.record.state.kind === 'ended' ? decision.record.state.reason : 'not ended'
}
const decline: EndWish = { kind: 'decline' }
const cancel: EndWish = { kind: 'cancel' }
const end = (reason: 'hung-up' | 'lost' | 'failed' | 'insecure'): EndWish => ({ kind: 'end', reason })

describe('who may end a call, and how', () => {
  it.each([
    ['RING5 the callee declines a ring', ringing, desk, decline, 'declined'],
    ['RING8 the caller takes a ring back', ringing, caller, cancel, 'cancelled'],
    ['RING8 a hang-up of a ring takes it back', ringing, caller, end('hung-up'), 'cancelled'],
    ['CALL1 a caller whose page fails ends the ring as failed', ringing, caller, end('failed'), 'failed'],
    [
      'RING4 a failing device of the callee leaves the ring to the others',
      ringing,
      desk,
      end('failed'),
      'as-it-is',
    ],
    ['TRUST3 the caller cannot decline', ringing, caller, decline, 'no-such-call'],
    ['TRUST3 the callee cannot cancel', ringing, desk, cancel, 'no-such-call'],
    ["TRUST3 the caller's other devices have no part in it", ringing, stranger, cancel, 'no-such-call'],
    ['CALL3 either side hangs up', answered, desk, end('hung-up'), 'hung-up'],
    ['RING8 a cancel that comes after the answer hangs up', answered, caller, cancel, 'hung-up'],
    ['NET1 a lost call ends with that reason', answered, caller, end('lost'), 'lost'],
    ['RING4 a device that did not win ends nothing', answered, lap, end('hung-up'), 'as-it-is'],
    ['RING5 a decline after the answer changes nothing', answered, desk, decline, 'as-it-is'],
    [
      'CALL3 a second end changes nothing',
      endRecord(answered, 'lost', 3_000),
      caller,
      end('hung-up'),
      'as-it-is',
    ],
  ] as const)('%s', (_, record, viewer, wish, expected) => {
    expect(outcome(record, viewer, wish)).toBe(expected)
  })

  it('RING4 an answered call is over for the other devices, and lasts for the two', () => {
    expect(stateFor(answered, lap, true)).toEqual({
      kind: 'ended',
      reason: 'answered-elsewhere',
      atMs: 2_000,
      durationMs: 0,
    })
    expect(stateFor(answered, caller, false)).toEqual({
      kind: 'answered',
      accept: statement,
      isPeerPresent: false,
    })
    const over = endRecord(answered, 'hung-up', 9_000)
    expect(stateFor(over, desk, true)).toMatchObject({ reason: 'hung-up', durationMs: 7_000 })
    expect(stateFor(over, lap, true)).toMatchObject({ reason: 'answered-elsewhere', durationMs: 0 })
  })

  it('HIST1 a call that was never answered lasted no time, and one that is over stays as it was', () => {
    const missed = endRecord(ringing, 'no-answer', 46_000)
    expect(stateFor(missed, desk, true)).toMatchObject({ reason: 'no-answer', durationMs: 0 })
    expect(endRecord(missed, 'lost', 50_000)).toBe(missed)
  })
})
