import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../../../src/contract/limits.ts'
import type { SignalFrame } from '../../../../src/contract/signal-frame.ts'
import { createFrameGate } from '../../../../src/renderer/media/frame-gate.ts'

const offer: SignalFrame = { type: 'offer', sdp: 'v=0' }
const answer: SignalFrame = { type: 'answer', sdp: 'v=0' }
const candidate = (name: string): SignalFrame => ({
  type: 'candidate',
  candidate: name,
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: null,
})

describe('which frames reach PeerJS', () => {
  it('TRUST3 candidates wait for the description, and follow it in their order', () => {
    const gate = createFrameGate('answerer')
    expect(gate.pass(candidate('a'))).toEqual([])
    expect(gate.pass(candidate('b'))).toEqual([])
    expect(gate.pass(offer)).toEqual([offer, candidate('a'), candidate('b')])
    expect(gate.pass(candidate('c'))).toEqual([candidate('c')])
  })

  it('TRUST3 a second description is dropped, since it would close the call', () => {
    const gate = createFrameGate('offerer')
    expect(gate.pass(answer)).toEqual([answer])
    expect(gate.pass(answer)).toEqual([])
  })

  it('TRUST3 each role takes the other role’s description only', () => {
    expect(createFrameGate('offerer').pass(offer)).toEqual([])
    expect(createFrameGate('answerer').pass(answer)).toEqual([])
  })

  it('TRUST3 a flood of candidates is cut at the limit, before and after the description', () => {
    const gate = createFrameGate('answerer')
    const flood = Array.from({ length: LIMITS.candidatesPerCall + 50 }, (_, index) => candidate(`${index}`))
    const before = flood.slice(0, 150).flatMap((frame) => gate.pass(frame))
    const passed = gate.pass(offer)
    const after = flood.slice(150).flatMap((frame) => gate.pass(frame))
    expect(before).toEqual([])
    expect(passed).toHaveLength(151)
    expect(after).toHaveLength(LIMITS.candidatesPerCall - 150)
  })
})
