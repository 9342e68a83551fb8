import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMediaLink, type MediaLink } from '../../../src/client/calls/media-link.ts'
import { Fingerprint } from '../../../src/contract/ids.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import type { SignalFrame } from '../../../src/contract/signal-frame.ts'
import { MEDIA_LINK_RUNS } from '../../support/run-counts.ts'
import { ANSWER, candidate, OFFER, TELLTALE_OFFER } from '../../support/signal-frames.ts'
import { newCallId } from '../../support/test-account.ts'

const MINE = Fingerprint.parse('a'.repeat(64))
const THEIRS = Fingerprint.parse('b'.repeat(64))
const CAPTURE = { microphone: true, camera: true }

type Passed = { readonly attempt: number; readonly frame: SignalFrame }
type Rig = { readonly link: MediaLink; readonly sent: Passed[]; readonly delivered: Passed[] }

function createRig(role: 'offerer' | 'answerer'): Rig {
  const sent: Passed[] = []
  const delivered: Passed[] = []
  const link = createMediaLink({
    callId: newCallId(),
    role,
    send: (attempt, frame) => sent.push({ attempt, frame }),
    deliver: (attempt, frame) => delivered.push({ attempt, frame }),
  })
  return { link, sent, delivered }
}

const types = (passed: readonly Passed[]) => passed.map(({ frame }) => frame.type)

/** Tells candidates apart by their port. */
const portOf = ({ frame }: Passed) => (frame.type === 'candidate' ? Number(frame.candidate.split(' ')[5]) : 0)

describe('the escrow of this device', () => {
  it('RING3 nothing leaves before the call is placed, and then the offer alone', () => {
    const { link, sent } = createRig('offerer')
    link.handleReady(1, MINE)
    for (const frame of [OFFER, candidate(1)]) link.handlePageFrame(1, frame)
    expect(sent).toEqual([])
    link.handlePlaced()
    expect(types(sent)).toEqual(['offer'])
    link.open(THEIRS)
    expect(types(sent)).toEqual(['offer', 'candidate'])
  })

  it('RING3 an offer that names an address waits for the answer', () => {
    const { link, sent } = createRig('offerer')
    link.handleReady(1, MINE)
    link.handlePlaced()
    link.handlePageFrame(1, TELLTALE_OFFER)
    expect(sent).toEqual([])
    expect(link.session(CAPTURE)).toMatchObject({ remoteFingerprint: null })
  })

  it('RING3 a callee who prepares is handed the offer; its own answer waits', () => {
    const { link, sent, delivered } = createRig('answerer')
    link.allowPreparing()
    link.handlePeerFrame(1, OFFER)
    link.handlePeerFrame(1, candidate(1))
    expect(delivered).toEqual([])
    link.handleReady(1, MINE)
    expect(types(delivered)).toEqual(['offer'])
    link.handlePageFrame(1, ANSWER)
    expect(sent).toEqual([])
    link.open(THEIRS)
    expect(types(sent)).toEqual(['answer'])
    expect(types(delivered)).toEqual(['offer', 'candidate'])
  })

  it('RING3 what a callee has ready follows the signed yes; the caller’s addresses wait for its confirmation', () => {
    const { link, sent, delivered } = createRig('answerer')
    link.allowPreparing()
    link.handleReady(1, MINE)
    link.handlePeerFrame(1, OFFER)
    link.handlePeerFrame(1, candidate(1))
    link.handlePageFrame(1, ANSWER)
    expect(sent).toEqual([])
    link.accept(THEIRS)
    link.handlePageFrame(1, candidate(2))
    expect(types(sent)).toEqual(['answer', 'candidate'])
    expect(types(delivered)).toEqual(['offer'])
    link.open(THEIRS)
    expect(types(delivered)).toEqual(['offer', 'candidate'])
    expect(types(sent)).toEqual(['answer', 'candidate'])
  })

  it('RING3 a callee who could not prepare is handed the offer at the yes', () => {
    const { link, delivered } = createRig('answerer')
    link.handleReady(1, MINE)
    link.handlePeerFrame(1, OFFER)
    expect(delivered).toEqual([])
    link.accept(THEIRS)
    expect(types(delivered)).toEqual(['offer'])
  })

  it('TRUST1 a page that comes after the yes was signed keeps its frames until the confirmation', () => {
    const { link, sent } = createRig('answerer')
    link.handleReady(1, MINE)
    link.accept(THEIRS)
    link.handlePageLost()
    link.handleReady(1, MINE)
    link.handlePageFrame(1, ANSWER)
    expect(sent).toEqual([])
  })

  it('NET3 the base address of a candidate does not leave with it, and one over TCP not at all', () => {
    const { link, sent } = createRig('offerer')
    link.handleReady(1, MINE)
    link.open(THEIRS)
    const reflexive = 'candidate:1 1 udp 1686052607 203.0.113.9 5000 typ srflx raddr 192.168.1.4 rport 5000'
    const overTcp = 'candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active'
    for (const text of [reflexive, overTcp])
      link.handlePageFrame(1, {
        type: 'candidate',
        candidate: text,
        sdpMid: '0',
        sdpMLineIndex: 0,
        usernameFragment: null,
      })
    expect(JSON.stringify(sent)).not.toContain('192.168.1.4')
    expect(sent).toHaveLength(1)
  })

  it('CALL1 what came before the page has its certificate waits for it, and comes again to a fresh page', () => {
    const { link, delivered } = createRig('answerer')
    link.open(THEIRS)
    link.handlePeerFrame(1, OFFER)
    expect(delivered).toEqual([])
    link.handleReady(1, MINE)
    expect(types(delivered)).toEqual(['offer'])
    link.handlePageLost()
    link.handlePeerFrame(1, candidate(1))
    expect(types(delivered)).toEqual(['offer'])
    link.handleReady(1, MINE)
    expect(types(delivered)).toEqual(['offer', 'offer', 'candidate'])
  })

  it('CALL1 frames that the page makes before it names its certificate leave in order once both are known', () => {
    const { link, sent } = createRig('offerer')
    link.handleReady(1, MINE)
    link.open(THEIRS)
    link.handlePeerAttempt(2, THEIRS)
    link.handlePageFrame(2, OFFER)
    link.handlePageFrame(2, candidate(1))
    expect(sent).toEqual([])
    link.handleReady(2, MINE)
    link.handlePageFrame(2, candidate(2))
    expect(sent.map(portOf)).toEqual([0, 1, 2])
  })

  it('TRUST1 the page is told whose certificate to expect with the yes, not before; one that is lost waits again', () => {
    const { link } = createRig('answerer')
    link.allowPreparing()
    link.handleReady(1, MINE)
    link.handlePeerFrame(1, OFFER)
    expect(link.session(CAPTURE).remoteFingerprint).toBeNull()
    link.accept(THEIRS)
    expect(link.session(CAPTURE).remoteFingerprint).toBe(THEIRS)
    link.handlePageLost()
    expect(link.session(CAPTURE).remoteFingerprint).toBeNull()
    link.open(THEIRS)
    link.accept(MINE)
    expect(link.session(CAPTURE).remoteFingerprint).toBe(THEIRS)
  })

  it('TRUST1 a key that was named for an attempt is not swapped by a later word', () => {
    const { link } = createRig('offerer')
    link.handleReady(1, MINE)
    link.open(THEIRS)
    expect(link.handlePeerAttempt(1, MINE)).toBe('old')
    expect(link.handlePeerAttempt(3, THEIRS)).toBe('replaced')
    link.handleReady(3, MINE)
    expect(link.handlePeerAttempt(3, MINE)).toBe('old')
    expect(link.handlePeerAttempt(2, MINE)).toBe('old')
    expect(link.session(CAPTURE)).toMatchObject({ attempt: 3, remoteFingerprint: THEIRS })
  })

  it('CALL1 two sides that begin the same attempt meet in it', () => {
    const { link } = createRig('offerer')
    link.handleReady(1, MINE)
    link.open(THEIRS)
    link.beginAttempt()
    expect(link.announcement()).toBeNull()
    link.handleReady(2, MINE)
    expect(link.announcement()).toEqual({ attempt: 2, fingerprint: MINE })
    expect(link.session(CAPTURE).remoteFingerprint).toBeNull()
    expect(link.handlePeerAttempt(2, THEIRS)).toBe('joined')
    expect(link.session(CAPTURE)).toMatchObject({ remoteFingerprint: THEIRS })
    expect(link.handleReady(1, MINE)).toBe(false)
  })

  it.each(['placed', 'not placed'])(
    'TRUST3 what a page or the other side piles up is bounded (%s)',
    (how) => {
      const { link, sent, delivered } = createRig('offerer')
      link.handleReady(1, MINE)
      if (how === 'placed') link.handlePlaced()
      for (let count = 0; count < 1_000; count += 1) {
        link.handlePageFrame(1, count % 2 === 0 ? candidate(count) : TELLTALE_OFFER)
        link.handlePeerFrame(1, candidate(count))
      }
      link.open(THEIRS)
      expect(sent.length).toBeLessThanOrEqual(LIMITS.candidatesPerCall + 2)
      expect(delivered.length).toBeLessThanOrEqual(LIMITS.candidatesPerCall + 2)
    },
  )
})

type Act =
  | { readonly kind: 'page' | 'peer'; readonly attempt: number; readonly frame: SignalFrame }
  | { readonly kind: 'placed' | 'page-lost' | 'begin' | 'open' }
  | { readonly kind: 'ready' | 'peer-attempt'; readonly attempt: number }

const attemptNumber = fc.integer({ min: 1, max: 4 })
const frame = fc.oneof(
  fc.constantFrom(OFFER, ANSWER, TELLTALE_OFFER),
  fc.integer({ min: 1, max: 65_000 }).map((port) => candidate(port)),
)
const ringingAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('page' as const, 'peer' as const),
      attempt: attemptNumber,
      frame,
    }),
  },
  fc.constantFrom<Act>({ kind: 'placed' }, { kind: 'page-lost' }, { kind: 'begin' }),
  fc.record({ kind: fc.constantFrom('ready' as const, 'peer-attempt' as const), attempt: attemptNumber }),
)
const anyAct = fc.oneof({ weight: 9, arbitrary: ringingAct }, fc.constant<Act>({ kind: 'open' }))

function act(link: MediaLink, done: Act): void {
  switch (done.kind) {
    case 'page':
      return link.handlePageFrame(done.attempt, done.frame)
    case 'peer':
      return link.handlePeerFrame(done.attempt, done.frame)
    case 'placed':
      return link.handlePlaced()
    case 'page-lost':
      return link.handlePageLost()
    case 'begin':
      return link.beginAttempt()
    case 'open':
      return link.open(THEIRS)
    case 'ready':
      return void link.handleReady(done.attempt, MINE)
    case 'peer-attempt':
      return void link.handlePeerAttempt(done.attempt, THEIRS)
  }
}

const role = fc.constantFrom('offerer' as const, 'answerer' as const)

describe('the escrow under random pages, losses and attempts', () => {
  it('RING3 before open no answer and no candidate passes, either way, and no address at all', () => {
    fc.assert(
      fc.property(role, fc.boolean(), fc.array(ringingAct, { maxLength: 40 }), (side, prepares, acts) => {
        const { link, sent, delivered } = createRig(side)
        if (prepares && side === 'answerer') link.allowPreparing()
        for (const each of acts) act(link, each)
        expect(sent.every(({ frame: { type } }) => type === 'offer')).toBe(true)
        expect(delivered.every(({ frame: { type } }) => type === 'offer')).toBe(true)
        expect(JSON.stringify(sent)).not.toContain('192.0.2.7')
        if (side === 'answerer') expect(sent).toEqual([])
        if (!prepares || side === 'offerer') expect(delivered).toEqual([])
      }),
      { numRuns: MEDIA_LINK_RUNS },
    )
  })

  it('CALL1 nothing of an attempt passes once a later one has begun', () => {
    fc.assert(
      fc.property(role, fc.array(anyAct, { maxLength: 60 }), (side, acts) => {
        const { link, sent, delivered } = createRig(side)
        for (const each of acts) {
          const before = { sent: sent.length, delivered: delivered.length }
          act(link, each)
          const fresh = [...sent.slice(before.sent), ...delivered.slice(before.delivered)]
          expect(fresh.every(({ attempt }) => attempt === link.attempt())).toBe(true)
        }
      }),
      { numRuns: MEDIA_LINK_RUNS },
    )
  })

  it('CALL1 what passes keeps its order, whatever else happens', () => {
    const numbered = (kind: 'page' | 'peer') =>
      fc.constant(kind).map((each) => ({ kind: each, attempt: 1, frame: candidate(1) }) as const)
    const firstAttempt = fc.oneof(
      { weight: 6, arbitrary: fc.oneof(numbered('page'), numbered('peer')) },
      fc.constantFrom<Act>({ kind: 'placed' }, { kind: 'open' }, { kind: 'ready', attempt: 1 }),
    )
    fc.assert(
      fc.property(role, fc.array(firstAttempt, { maxLength: 60 }), (side, acts) => {
        const { link, sent, delivered } = createRig(side)
        let port = 1
        for (const each of acts)
          act(link, 'frame' in each ? { ...each, frame: candidate((port += 1)) } : each)
        for (const passed of [sent, delivered]) {
          const ports = passed.map(portOf)
          expect(ports).toEqual(ports.toSorted((a, b) => a - b))
          expect(new Set(ports).size).toBe(ports.length)
        }
      }),
      { numRuns: MEDIA_LINK_RUNS },
    )
  })
})
