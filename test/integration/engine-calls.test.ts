import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SignalFrame } from '../../src/contract/signal-frame.ts'
import { type RunningDirectory, startDirectory } from '../../src/directory/directory.ts'
import { createEngineRig, type EngineRig, signUp, until } from '../support/engine-rig.ts'

const OFFER: SignalFrame = { type: 'offer', sdp: 'v=0\r\ns=-\r\nt=0 0\r\n' }
const ANSWER: SignalFrame = { type: 'answer', sdp: 'v=0\r\ns=-\r\nt=0 0\r\n' }
const CANDIDATE: SignalFrame = {
  type: 'candidate',
  candidate: 'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 ufrag abcd',
  sdpMid: '0',
  sdpMLineIndex: 0,
  usernameFragment: 'abcd',
}

let directory: RunningDirectory
let alice: EngineRig
let bob: EngineRig

const call = (rig: EngineRig) => rig.engine.get('calls').calls.at(-1)
const phase = (rig: EngineRig) => call(rig)?.phase.kind
const ended = (rig: EngineRig) => {
  const current = call(rig)?.phase
  return current?.kind === 'ended' ? { reason: current.reason, by: current.by } : null
}
const dial = (rig: EngineRig, to: string) =>
  rig.engine.intents['call.dial']({ to, media: 'video', pass: null })
const callIdOf = (rig: EngineRig) => {
  const callId = call(rig)?.callId
  if (!callId) throw new Error('there is no call')
  return callId
}
const accept = (rig: EngineRig) =>
  rig.engine.intents['call.accept']({ callId: callIdOf(rig), media: 'video' })
const hangUp = (rig: EngineRig) => rig.engine.intents['call.hangUp']({ callId: callIdOf(rig) })

beforeEach(async () => {
  const started = await startDirectory({ dataDir: 'memory', port: 0, registration: 'open' })
  if (!started.ok) throw new Error(started.error.kind)
  directory = started.value
  alice = await createEngineRig(() => directory.url)
  bob = await createEngineRig(() => directory.url)
  await signUp(alice, 'alice')
  await signUp(bob, 'bob')
})

afterEach(async () => {
  await Promise.all([alice.stop(), bob.stop()])
  await directory.close()
})

async function ring() {
  await dial(alice, '@bob')
  await until(() => phase(bob) === 'ringing-in' && phase(alice) === 'ringing-out')
}
async function connect() {
  await ring()
  await accept(bob)
  await until(() => phase(alice) === 'connecting' && phase(bob) === 'connecting')
  alice.page.report('connected')
  bob.page.report('connected')
  await until(() => phase(alice) === 'connected' && phase(bob) === 'connected')
}

describe('two engines and a real directory', () => {
  it('RING1 CALL1 a dialled handle rings, is answered, and both are in the call', async () => {
    await connect()
    expect(call(bob)?.peer).toMatchObject({ handle: 'alice', displayName: 'ALICE', isFirstContact: true })
    expect(call(alice)?.peer).toMatchObject({ handle: 'bob', displayName: 'BOB' })
    expect(alice.engine.get('media')?.remoteFingerprint).toMatch(/^[0-9a-f]{64}$/)
  })

  it('TRUST2 both ends show the same six safety emoji', async () => {
    await connect()
    await until(() => Boolean(call(alice)?.safetyEmoji) && Boolean(call(bob)?.safetyEmoji))
    expect(call(alice)?.safetyEmoji).toHaveLength(6)
    expect(call(alice)?.safetyEmoji).toEqual(call(bob)?.safetyEmoji)
  })

  it('RING3 nothing but an offer without an address reaches the other page before Accept; then all of it, in order', async () => {
    await connect()
    await hangUp(alice)
    await until(() => phase(bob) === 'ended' && phase(alice) === 'ended')
    await bob.engine.intents['call.dismiss']({ callId: callIdOf(bob) })
    await alice.engine.intents['call.dismiss']({ callId: callIdOf(alice) })
    bob.page.frames.length = 0
    alice.page.frames.length = 0

    await dial(alice, '@bob')
    await until(() => alice.engine.get('media') !== null)
    alice.page.send(OFFER)
    alice.page.send(CANDIDATE)
    await until(() => phase(bob) === 'ringing-in' && bob.page.frames.length > 0)
    bob.page.send(ANSWER)
    bob.page.send(CANDIDATE)
    await until(() => phase(alice) === 'ringing-out')
    expect(bob.page.frames.map(({ frame }) => frame.type)).toEqual(['offer'])
    expect(alice.page.frames).toEqual([])

    await accept(bob)
    await until(() => alice.page.frames.length === 2 && bob.page.frames.length === 2)
    expect(bob.page.frames.map(({ frame }) => frame.type)).toEqual(['offer', 'candidate'])
    expect(alice.page.frames.map(({ frame }) => frame.type)).toEqual(['answer', 'candidate'])
  })

  it('RING3 a stranger is handed nothing before Accept, not even an offer', async () => {
    await dial(alice, '@bob')
    await until(() => alice.engine.get('media') !== null)
    alice.page.send(OFFER)
    await until(() => phase(bob) === 'ringing-in')
    expect(bob.engine.get('media')).toBeNull()
    await accept(bob)
    await until(() => bob.page.frames.length === 1)
    expect(bob.page.frames[0]?.frame.type).toBe('offer')
  })

  it('RING5 a declined call ends on both sides, with who declined', async () => {
    await ring()
    await bob.engine.intents['call.decline']({ callId: callIdOf(bob) })
    await until(() => ended(alice) !== null)
    expect(ended(alice)).toEqual({ reason: 'declined', by: 'them' })
    expect(ended(bob)).toEqual({ reason: 'declined', by: 'me' })
    expect(bob.engine.get('recents').calls[0]?.call.outcome).toBe('declined')
  })

  it('RING8 an app that quits while it rings says no word: it rings again once it is started', async () => {
    await ring()
    const { disk } = bob
    const callId = callIdOf(bob)
    await bob.stop()
    expect(phase(alice)).toBe('ringing-out')
    bob = await createEngineRig(() => directory.url, { disk })
    await until(() => phase(bob) === 'ringing-in')
    expect(callIdOf(bob)).toBe(callId)
    await accept(bob)
    await until(() => phase(alice) === 'connecting')
  })

  it('RING8 a cancelled ring stops at once and is a missed call', async () => {
    await ring()
    await hangUp(alice)
    await until(() => ended(bob) !== null)
    expect(ended(bob)).toEqual({ reason: 'cancelled', by: 'them' })
    expect(bob.engine.get('recents').calls[0]).toMatchObject({ isNew: true, call: { outcome: 'missed' } })
    expect(alice.engine.get('recents').calls[0]?.call.outcome).toBe('cancelled')
  })

  it('RING1 RING10 a callee who is offline is missed at once, and sees it when they come back', async () => {
    const disk = bob.disk
    await bob.stop()
    await until(() => alice.engine.get('connection').kind === 'online')
    await dial(alice, '@bob')
    await until(() => ended(alice) !== null)
    expect(ended(alice)).toEqual({ reason: 'offline', by: 'nobody' })
    bob = await createEngineRig(() => directory.url, { disk })
    await until(() => bob.engine.get('recents').calls.length === 1)
    expect(bob.engine.get('recents').calls[0]).toMatchObject({ handle: 'alice', isNew: true })
  })

  it('RING8 when each calls the other at once, one call comes of it', async () => {
    await Promise.all([dial(alice, '@bob'), dial(bob, '@alice')])
    await until(() => phase(alice) === 'connecting' && phase(bob) === 'connecting')
    expect(callIdOf(alice)).toBe(callIdOf(bob))
    expect(alice.engine.get('calls').calls).toHaveLength(1)
    expect(bob.engine.get('calls').calls).toHaveLength(1)
  })

  it('CALL3 hanging up ends the call on both sides, with its duration in the history', async () => {
    await connect()
    await hangUp(bob)
    await until(() => ended(alice) !== null)
    expect(ended(alice)).toEqual({ reason: 'hung-up', by: 'them' })
    expect(ended(bob)).toEqual({ reason: 'hung-up', by: 'me' })
    expect(alice.engine.get('recents').calls[0]?.call.outcome).toBe('answered')
  })

  it('CALL3 what one side sends is told to the other', async () => {
    await connect()
    const { callId, attempt } = bob.engine.get('media') ?? { callId: callIdOf(bob), attempt: 1 }
    await bob.engine.intents['media.report']({
      callId,
      attempt,
      report: { type: 'capture', microphone: 'on', camera: 'missing' },
    })
    // The first word may still count a camera that opens as one that sends.
    await until(() => call(alice)?.remote?.camera === false)
    expect(call(alice)?.remote).toEqual({ microphone: true, camera: false })
  })

  it('CAN1 with calling switched off nobody rings, and the caller is told', async () => {
    await bob.engine.intents['policy.set']({ isCallingOn: false })
    await until(() => bob.engine.get('me')?.policyUpload.kind === 'saved')
    await dial(alice, '@bob')
    await until(() => ended(alice) !== null)
    expect(ended(alice)?.reason).toBe('not-allowed')
    expect(bob.engine.get('calls').calls).toEqual([])
  })

  it('CAN3 switching calling off stops a ring on both sides', async () => {
    await ring()
    await bob.engine.intents['policy.set']({ isCallingOn: false })
    await until(() => ended(alice) !== null && ended(bob) !== null)
    expect(ended(alice)?.reason).toBe('not-allowed')
  })

  it('NET2 the directory goes and comes back: a running call stays', async () => {
    await connect()
    alice.cut()
    bob.cut()
    await until(() => alice.engine.get('connection').kind !== 'online')
    await until(
      () =>
        alice.engine.get('connection').kind === 'online' && bob.engine.get('connection').kind === 'online',
    )
    expect([phase(alice), phase(bob)]).toEqual(['connected', 'connected'])
  })

  it('RING8 a hang-up without a connection is told as soon as there is one', async () => {
    await connect()
    alice.cut()
    await until(() => alice.engine.get('connection').kind !== 'online')
    await hangUp(alice)
    await until(() => ended(bob) !== null)
    expect(ended(bob)).toEqual({ reason: 'hung-up', by: 'them' })
  })

  it('CALL1 a failed path gets a fresh connection under the same call', async () => {
    await connect()
    alice.page.report('failed')
    await until(() => alice.engine.get('media')?.attempt === 2 && bob.engine.get('media')?.attempt === 2)
    await until(() => [alice, bob].every(({ engine }) => engine.get('media')?.remoteFingerprint))
    expect([phase(alice), phase(bob)]).toEqual(['reconnecting', 'reconnecting'])
    alice.page.report('connected')
    bob.page.report('connected')
    await until(() => phase(alice) === 'connected' && phase(bob) === 'connected')
    expect(alice.engine.get('media')?.remoteFingerprint).toMatch(/^[0-9a-f]{64}$/)
  })

  it('CALL1 a page that crashed while it rang comes back into the same call', async () => {
    await ring()
    alice.engine.handleMediaPageLost()
    await accept(bob)
    await until(() => alice.engine.get('media')?.attempt === 2 && bob.engine.get('media')?.attempt === 2)
    await until(() => [alice, bob].every(({ engine }) => engine.get('media')?.remoteFingerprint))
    expect(phase(alice)).toBe('connecting')
  })

  it('ID1 dialling oneself, another directory or nonsense says what is wrong', async () => {
    expect(await dial(alice, '@alice')).toMatchObject({ ok: false, error: { kind: 'myself' } })
    expect(await dial(alice, '@bob@elsewhere.example')).toMatchObject({
      ok: false,
      error: { kind: 'other-directory' },
    })
    expect(await dial(alice, 'b!')).toMatchObject({ ok: false, error: { kind: 'bad-handle' } })
    await dial(alice, '@nobody_here')
    await until(() => ended(alice) !== null)
    expect(ended(alice)?.reason).toBe('not-found')
  })

  it('ID2 a device that starts again is signed in as who it was', async () => {
    const { disk } = alice
    await alice.stop()
    alice = await createEngineRig(() => directory.url, { disk })
    await until(() => alice.engine.get('connection').kind === 'online')
    expect(alice.engine.get('me')).toMatchObject({
      handle: 'alice',
      displayName: 'ALICE',
      policy: { isCallingOn: true },
    })
  })
})
