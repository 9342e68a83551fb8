import { describe, expect, it } from 'vitest'
import type { SignalFrame } from '../../../src/contract/signal-frame.ts'
import {
  decideIncomingFrame,
  decideOutcome,
  decideOutgoingFrame,
  decidePreparation,
  isWorthRecording,
} from '../../../src/domain/call-rules.ts'

const FRAMES = {
  offer: { type: 'offer', sdp: 'v=0' },
  answer: { type: 'answer', sdp: 'v=0' },
  candidate: {
    type: 'candidate',
    candidate: '',
    sdpMid: null,
    sdpMLineIndex: null,
    usernameFragment: null,
  },
} as const satisfies Record<SignalFrame['type'], SignalFrame>
const frames = Object.values(FRAMES)
const stages = ['not-placed', 'ringing', 'open'] as const
const roles = ['offerer', 'answerer'] as const

describe('escrow', () => {
  it('RING3 before the answer nothing leaves this device but the caller’s first offer, once the call is placed', () => {
    const passed: string[] = []
    for (const stage of ['not-placed', 'ringing'] as const) {
      for (const role of roles) {
        for (const attempt of [1, 2, 7]) {
          for (const frame of frames) {
            if (decideOutgoingFrame(stage, role, attempt, frame) === 'pass') {
              passed.push(`${stage} ${role} ${attempt} ${frame.type}`)
            }
          }
        }
      }
    }
    expect(passed).toEqual(['ringing offerer 1 offer'])
  })

  it('RING3 before the answer the page is handed an offer at most, and only where media is prepared', () => {
    const passed = stages.flatMap((stage) =>
      [false, true].flatMap((isPrepared) =>
        frames
          .filter((frame) => stage !== 'open' && decideIncomingFrame(stage, isPrepared, frame) === 'pass')
          .map((frame) => `${stage} ${isPrepared} ${frame.type}`),
      ),
    )
    expect(passed).toEqual(['not-placed true offer', 'ringing true offer'])
  })

  it('RING3 behind a signed yes goes what the callee has ready, and the page is handed the offer', () => {
    for (const frame of frames) {
      expect(decideOutgoingFrame('accepting', 'answerer', 1, frame)).toBe('pass')
      expect(decideOutgoingFrame('accepting', 'answerer', 2, frame)).toBe('hold')
      expect(decideOutgoingFrame('accepting', 'offerer', 1, frame)).toBe('hold')
      expect(decideIncomingFrame('accepting', false, frame)).toBe(frame.type === 'offer' ? 'pass' : 'hold')
    }
  })

  it('RING3 once it is answered everything passes both ways', () => {
    for (const frame of frames) {
      expect(decideOutgoingFrame('open', 'answerer', 3, frame)).toBe('pass')
      expect(decideIncomingFrame('open', false, frame)).toBe('pass')
    }
  })

  it('RING3 media is prepared only for the one ring of somebody known here', () => {
    const prepared = [true, false].flatMap((isOnlyRing) =>
      [true, false].map((isKnownPerson) => decidePreparation({ isOnlyRing, isKnownPerson })),
    )
    expect(prepared).toEqual([true, false, false, false])
  })
})

describe('history', () => {
  it.each([
    ['incoming', false, 'no-answer', 'nobody', 'missed'],
    ['incoming', false, 'cancelled', 'them', 'missed'],
    ['incoming', false, 'declined', 'me', 'declined'],
    ['incoming', false, 'declined', 'them', 'missed'],
    ['incoming', false, 'directory-unreachable', 'nobody', 'failed'],
    ['incoming', false, 'no-route', 'nobody', 'failed'],
    ['incoming', false, 'answered-elsewhere', 'me', 'elsewhere'],
    ['incoming', false, 'declined-elsewhere', 'me', 'elsewhere'],
    ['incoming', true, 'hung-up', 'them', 'answered'],
    ['outgoing', true, 'lost', 'nobody', 'answered'],
    ['outgoing', false, 'declined', 'them', 'declined'],
    ['outgoing', false, 'cancelled', 'me', 'cancelled'],
    ['outgoing', false, 'no-answer', 'nobody', 'no-answer'],
    ['outgoing', false, 'offline', 'nobody', 'offline'],
    ['outgoing', false, 'not-allowed', 'nobody', 'failed'],
    ['outgoing', false, 'insecure', 'nobody', 'failed'],
  ] as const)(
    'HIST1 %s, answered %s, %s by %s stands as %s',
    (direction, wasAnswered, reason, by, outcome) => {
      expect(decideOutcome(direction, wasAnswered, reason, by)).toBe(outcome)
    },
  )

  it('RING8 two crossed calls are one line: the one that yielded is not written down', () => {
    expect(isWorthRecording('crossed')).toBe(false)
    expect(isWorthRecording('no-answer')).toBe(true)
  })
})
