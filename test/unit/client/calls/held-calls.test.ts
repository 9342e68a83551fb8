import { describe, expect, it } from 'vitest'
import { createHeldCalls } from '../../../../src/client/calls/held-calls.ts'
import type { DirectoryCall } from '../../../../src/contract/directory/records.ts'
import { TIMES } from '../../../../src/contract/limits.ts'
import { ALICE, KEYS, ME } from '../../../support/keeper-rig.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { invite, ringOf } from '../../../support/test-account.ts'

const offer = { type: 'offer', sdp: 'v=0' } as never

function createRig() {
  const clock = createManualClock()
  const rig = { isReady: false, released: [] as unknown[] }
  const held = createHeldCalls({
    clock,
    isReady: () => rig.isReady,
    onRelease: ({ callId, state }, early, isOver) =>
      rig.released.push([callId, state.kind, early.length, isOver]),
  })
  const ring = (): DirectoryCall => ringOf(ALICE, invite(KEYS, ALICE, ME, clock.nowMs()))
  const release = () => {
    rig.isReady = true
    held.release()
    return rig.released
  }
  return { clock, rig, held, ring, release }
}

describe('calls that wait until this device knows who may ring', () => {
  it('CAN4 a ring is handed on once, as it was told last, with the offer that came meanwhile', () => {
    const { rig, held, ring, release } = createRig()
    const told = ring()
    expect(held.hold(told)).toBe(true)
    expect(held.hold(told)).toBe(true)
    expect(held.handleFrame(told.callId, { attempt: 1, frame: offer })).toBe(true)
    expect(held.handleFrame(ring().callId, { attempt: 1, frame: offer })).toBe(false)
    held.release()
    expect(rig.released).toEqual([])
    expect(release()).toEqual([[told.callId, 'ringing', 1, false]])
    held.release()
    expect(rig.released).toHaveLength(1)
    expect(held.hold(told)).toBe(false)
  })

  it('CAN4 one whose time has passed, or that the directory forgot, is over', () => {
    const { clock, held, ring, release } = createRig()
    const [late, gone] = [ring(), ring()]
    for (const told of [late, gone]) {
      held.hold(told)
      held.handleFrame(told.callId, { attempt: 1, frame: offer })
    }
    held.handleSnapshot(new Set([late.callId]))
    clock.advance(TIMES.ringMs)
    held.hold(late)
    expect(release()).toEqual([
      [late.callId, 'ringing', 0, true],
      [gone.callId, 'ended', 0, true],
    ])
    expect(clock.timerCount()).toBe(0)
  })

  it('TRUST3 a directory that tells of endless calls and frames gets no endless memory', () => {
    const { clock, held, ring, release } = createRig()
    const rings = Array.from({ length: 300 }, ring)
    for (const told of rings) expect(held.hold(told)).toBe(true)
    for (const { callId } of rings) held.handleFrame(callId, { attempt: 1, frame: offer })
    const released = release() as readonly (readonly [string, string, number])[]
    expect(released).toHaveLength(200)
    expect(released.reduce((sum, [, , frames]) => sum + frames, 0)).toBe(24)
    held.stop()
    expect(clock.timerCount()).toBe(0)
  })

  it('CAN4 what is mine, or was answered, is not held', () => {
    const { held, ring, release } = createRig()
    expect(held.hold({ ...ring(), role: 'caller' })).toBe(false)
    const told = ring()
    held.hold(told)
    const answered = { kind: 'answered', accept: told.invitation, isPeerPresent: true } as const
    expect(held.hold({ ...told, state: answered })).toBe(false)
    expect(release()).toEqual([])
  })
})
