import { describe, expect, it } from 'vitest'
import { TIMES } from '../../../src/contract/limits.ts'
import {
  type CallEvent,
  type CallState,
  decideCall,
  dialCall,
  isRunning,
  resumeCall,
  ringCall,
} from '../../../src/domain/call-machine.ts'
import { ALL_STATES, fingerprint } from './call-samples.ts'
import { type OneCall, runOneCall } from './one-call.ts'

const certificate: CallEvent = { type: 'certificate', fingerprint }
const placed: CallEvent = { type: 'placed' }
const answered: CallEvent = { type: 'answered' }
const pageLost: CallEvent = { type: 'page-lost' }
const hangUp: CallEvent = { type: 'hang-up' }
const acceptVideo: CallEvent = { type: 'accept', media: 'video' }
const linkConnected: CallEvent = { type: 'link-connected' }

function dialled(...events: readonly CallEvent[]): OneCall {
  const call = runOneCall(dialCall())
  call.dispatch(...events)
  return call
}
function rung(prepares: boolean, ...events: readonly CallEvent[]): OneCall {
  const call = runOneCall(ringCall(prepares))
  call.dispatch(...events)
  return call
}
const connected = () => dialled(certificate, placed, answered, linkConnected)
const ended = (reason: string, by: string) => ({ kind: 'ended', reason, by })
const typesOf = (call: OneCall) => call.lastEffects().map((effect) => effect.type)

describe('call machine: a dialled call', () => {
  it('RING1 prepares media, is placed with its certificate, and rings once the directory has it', () => {
    const call = dialled()
    expect(call.lastEffects()).toEqual([{ type: 'prepare-media' }])
    call.dispatch(certificate)
    expect(call.lastEffects()).toEqual([{ type: 'place' }])
    call.dispatch(placed)
    expect(call.state()).toEqual({ kind: 'ringing-out', page: 'signed' })
  })

  it('CALL1 the answer opens media, and the link makes it connected', () => {
    const call = dialled(certificate, placed, answered)
    expect(call.lastEffects()).toEqual([{ type: 'open-media' }])
    expect(call.state()).toEqual({ kind: 'connecting', hasFailed: false })
    call.dispatch(linkConnected)
    expect(call.state()).toEqual({ kind: 'connected' })
    expect(call.hasDeadline()).toBe(false)
  })

  it('RING1 an answer that overtakes the word that it was placed opens media too', () => {
    expect(dialled(certificate, answered).state()).toEqual({ kind: 'connecting', hasFailed: false })
  })

  it('CALL1 a page that makes no certificate in 10 s fails the call before anybody is rung', () => {
    const call = dialled()
    call.wait(TIMES.prepareMs)
    expect(call.state()).toEqual(ended('failed', 'nobody'))
    expect(typesOf(call)).toEqual(['close-media', 'record'])
  })

  it('CALL3 hanging up before it was placed ends it here alone', () => {
    const call = dialled(hangUp)
    expect(call.state()).toEqual(ended('cancelled', 'me'))
    expect(typesOf(call)).toEqual(['close-media', 'record'])
  })

  it.each([
    ['while it is placed', [certificate]],
    ['while it rings', [certificate, placed]],
  ])('RING8 hanging up %s takes the ring back', (_, events) => {
    const call = dialled(...events, hangUp)
    expect(call.state()).toEqual(ended('cancelled', 'me'))
    expect(typesOf(call)).toEqual(['send-cancel', 'close-media', 'record'])
  })

  it('RING2 a ring that the directory never ends is taken back after its time', () => {
    const call = dialled(certificate, placed)
    call.wait(TIMES.ringMs)
    expect(call.state().kind).toBe('ringing-out')
    call.wait(5_000)
    expect(call.state()).toEqual(ended('no-answer', 'nobody'))
    expect(typesOf(call)).toContain('send-cancel')
  })

  it.each(['declined', 'offline', 'no-answer', 'not-allowed'] as const)(
    'RING8 the directory’s word “%s” ends it without a word of its own',
    (reason) => {
      const call = dialled(certificate, placed, { type: 'settled', reason, by: 'them' })
      expect(call.state()).toEqual(ended(reason, 'them'))
      expect(typesOf(call)).toEqual(['close-media', 'record'])
    },
  )

  it('RING8 placing that was refused ends without a word, since nothing rings', () => {
    const call = dialled(certificate, { type: 'place-failed', reason: 'not-allowed' })
    expect(call.state()).toEqual(ended('not-allowed', 'nobody'))
    expect(typesOf(call)).toEqual(['close-media', 'record'])
  })

  it('RING8 placing that got no answer is taken back, since it may ring by now', () => {
    const call = dialled(certificate, { type: 'place-failed', reason: 'directory-unreachable' })
    expect(call.state()).toEqual(ended('directory-unreachable', 'nobody'))
    expect(typesOf(call)).toEqual(['send-cancel', 'close-media', 'record'])
  })

  it.each([
    ['before it is placed', [], ['close-media', 'record']],
    ['while it is placed', [certificate], ['send-cancel', 'close-media', 'record']],
    ['while it rings', [certificate, placed], ['send-cancel', 'close-media', 'record']],
  ])('RING8 of two crossed calls the one that yields %s ends as crossed', (_, events, effects) => {
    const call = dialled(...events, { type: 'superseded' })
    expect(call.state()).toEqual(ended('crossed', 'nobody'))
    expect(typesOf(call)).toEqual(effects)
  })

  it('RING8 an answered call does not yield to a crossed one', () => {
    const call = dialled(certificate, placed, answered, { type: 'superseded' })
    expect(call.state()).toEqual({ kind: 'connecting', hasFailed: false })
  })

  it('TRUST1 a page that was replaced while it rang cannot use its signed certificate: a fresh attempt begins', () => {
    const call = dialled(certificate, placed, pageLost)
    expect(call.state()).toEqual({ kind: 'ringing-out', page: 'replaced' })
    expect(call.lastEffects()).toEqual([{ type: 'prepare-media' }])
    call.dispatch(certificate, answered)
    expect(call.lastEffects()).toEqual([{ type: 'open-media' }, { type: 'begin-attempt' }])
  })
})

describe('call machine: a ring', () => {
  it('RING3 media is prepared while it rings only where that was decided', () => {
    expect(rung(true).lastEffects()).toEqual([{ type: 'prepare-media' }])
    expect(rung(false).lastEffects()).toEqual([])
  })

  it('RING3 accept sends the prepared certificate at once', () => {
    const call = rung(true, certificate, acceptVideo)
    expect(call.lastEffects()).toEqual([{ type: 'send-accept', fingerprint, media: 'video' }])
    call.dispatch({ type: 'accept-confirmed' })
    expect(call.lastEffects()).toEqual([{ type: 'open-media' }])
    expect(call.state()).toEqual({ kind: 'connecting', hasFailed: false })
  })

  it('RING3 accept without preparation makes the certificate first', () => {
    const call = rung(false, acceptVideo)
    expect(call.lastEffects()).toEqual([{ type: 'prepare-media' }])
    call.dispatch(certificate)
    expect(call.lastEffects()).toEqual([{ type: 'send-accept', fingerprint, media: 'video' }])
  })

  it('CALL1 accept on a page that makes no certificate in 10 s declines, and says that it failed', () => {
    const call = rung(false, acceptVideo)
    call.wait(TIMES.prepareMs)
    expect(call.state()).toEqual(ended('failed', 'nobody'))
    expect(typesOf(call)).toContain('send-decline')
  })

  it.each([
    ['while it rings', [] as const],
    ['while the certificate is made', [acceptVideo] as const],
  ])('RING5 decline %s tells the directory', (_, events) => {
    for (const word of ['decline', 'hang-up'] as const) {
      const call = rung(false, ...events, { type: word })
      expect(call.state()).toEqual(ended('declined', 'me'))
      expect(typesOf(call)).toEqual(['send-decline', 'close-media', 'record'])
    }
  })

  it('RING4 answered on another device, the ring stops here', () => {
    const call = rung(true, { type: 'settled', reason: 'answered-elsewhere', by: 'me' })
    expect(call.state()).toEqual(ended('answered-elsewhere', 'me'))
  })

  it('RING4 the device that loses the race for the answer stops too', () => {
    const call = rung(true, certificate, acceptVideo, {
      type: 'settled',
      reason: 'answered-elsewhere',
      by: 'me',
    })
    expect(call.state()).toEqual(ended('answered-elsewhere', 'me'))
    expect(call.effects()).not.toContain('open-media')
  })

  it('RING8 an answer that was refused ends in silence, one that got no word is ended at the directory', () => {
    const refused = rung(true, certificate, acceptVideo, { type: 'accept-failed', reason: 'failed' })
    expect(typesOf(refused)).toEqual(['close-media', 'record'])
    const unheard = rung(true, certificate, acceptVideo, {
      type: 'accept-failed',
      reason: 'directory-unreachable',
    })
    expect(unheard.lastEffects()).toContainEqual({ type: 'send-end', reason: 'failed' })
  })

  it('RING3 a page that is lost while it rings is prepared anew, and its old certificate never used', () => {
    const call = rung(true, certificate, pageLost)
    expect(call.state()).toEqual({ kind: 'ringing-in', fingerprint: null })
    expect(call.lastEffects()).toEqual([{ type: 'prepare-media' }])
    call.dispatch(acceptVideo)
    expect(call.effects()).not.toContain('send-accept')
  })

  it('RING2 a second accept and a second decline do nothing', () => {
    const call = rung(true, certificate, acceptVideo, acceptVideo)
    expect(call.lastEffects()).toEqual([])
    call.dispatch({ type: 'decline' })
    expect(call.state()).toEqual({ kind: 'accepting', page: 'signed' })
  })
})

describe('call machine: an answered call', () => {
  it('CALL3 hanging up tells the other side', () => {
    const call = connected()
    call.dispatch(hangUp)
    expect(call.state()).toEqual(ended('hung-up', 'me'))
    expect(call.lastEffects()).toContainEqual({ type: 'send-end', reason: 'hung-up' })
  })

  it('CALL1 without media 30 s after the answer it has failed', () => {
    const call = dialled(certificate, placed, answered)
    call.wait(TIMES.connectMs)
    expect(call.state()).toEqual(ended('failed', 'nobody'))
    expect(call.lastEffects()).toContainEqual({ type: 'send-end', reason: 'failed' })
  })

  it('ID6 a path that failed, and again none in time, is no route: the other side hears the same', () => {
    for (const failed of ['link-failed', 'peer-attempt'] as const) {
      const call = dialled(certificate, placed, answered, { type: failed })
      expect(call.state()).toEqual({ kind: 'connecting', hasFailed: true })
      call.wait(TIMES.connectMs)
      expect(call.state()).toEqual(ended('no-route', 'nobody'))
      expect(call.lastEffects()).toContainEqual({ type: 'send-end', reason: 'no-route' })
    }
  })

  it('NET1 an interrupted link is waited for, a failed one is made anew, and the same call comes back', () => {
    const call = connected()
    call.dispatch({ type: 'link-interrupted' })
    expect([call.state().kind, typesOf(call)]).toEqual(['reconnecting', []])
    call.dispatch({ type: 'link-failed' })
    expect(typesOf(call)).toEqual(['begin-attempt'])
    call.dispatch(linkConnected)
    expect([call.state().kind, call.hasDeadline()]).toEqual(['connected', false])
  })

  it('NET1 after 30 s without a link it ends as lost, also when fresh attempts keep failing', () => {
    const call = connected()
    call.dispatch({ type: 'link-interrupted' })
    call.wait(20_000)
    call.dispatch({ type: 'link-failed' }, { type: 'peer-attempt' }, pageLost)
    call.wait(10_000)
    expect(call.state()).toEqual(ended('lost', 'nobody'))
    expect(call.lastEffects()).toContainEqual({ type: 'send-end', reason: 'lost' })
  })

  it('NET1 a lost page and a fresh attempt of the other side reconnect', () => {
    const mine = connected()
    mine.dispatch(pageLost)
    expect([mine.state().kind, typesOf(mine)]).toEqual(['reconnecting', ['begin-attempt']])
    const theirs = connected()
    theirs.dispatch({ type: 'peer-attempt' })
    expect([theirs.state().kind, typesOf(theirs)]).toEqual(['reconnecting', []])
  })

  it.each([
    ['connecting', () => dialled(certificate, placed, answered)],
    ['connected', connected],
    ['reconnecting', () => runOneCall(resumeCall())],
  ] as const)(
    'TRUST1 a connection with another key than the signed one ends the call while %s',
    (_, make) => {
      const call = make()
      call.dispatch({ type: 'wrong-fingerprint' })
      expect(call.state()).toEqual(ended('insecure', 'nobody'))
      expect(call.lastEffects()).toContainEqual({ type: 'send-end', reason: 'insecure' })
    },
  )

  it('NET2 a call that was answered before this app started again begins with a fresh attempt', () => {
    const call = runOneCall(resumeCall())
    expect(call.lastEffects()).toEqual([{ type: 'begin-attempt' }])
    call.wait(TIMES.reconnectMs)
    expect(call.state()).toEqual(ended('lost', 'nobody'))
  })

  it('RING8 the ended view goes after 4 s, or at once when it is dismissed', () => {
    const left = dialled(hangUp)
    left.wait(TIMES.endedMs - 1)
    expect(left.isRemoved()).toBe(false)
    left.wait(1)
    expect(left.isRemoved()).toBe(true)
    const dismissed = dialled(hangUp, { type: 'dismiss' })
    expect(dismissed.isRemoved()).toBe(true)
  })

  it('RING8 dismiss hides no call that goes on', () => {
    const goingOn = ALL_STATES.filter((state) => state.kind !== 'ended')
    const dismiss = (state: CallState) => decideCall(state, { type: 'dismiss' })
    expect(goingOn.map((state) => dismiss(state))).toEqual(
      goingOn.map((state) => ({ state, effects: [], deadline: 'keep' })),
    )
  })

  it('CALL1 running means answered and not ended', () => {
    const running = ALL_STATES.filter(isRunning).map((state) => state.kind)
    expect(running).toEqual(['connecting', 'connecting', 'connected', 'reconnecting'])
  })
})
