import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { ok } from '../../src/contract/result.ts'
import { createHostileStage, endOf, type HostileStage, manyTimes, phaseOf } from '../support/hostile-stage.ts'
import { HOSTILE_TIMEOUT_MS } from '../support/run-counts.ts'
import { candidate, OFFER } from '../support/signal-frames.ts'
import {
  invite,
  newCallId,
  newFingerprint,
  ringOf,
  signAttempt,
  signMessage,
  type TestInvitation,
} from '../support/test-account.ts'
import { makeDevice, testCrypto } from '../support/test-crypto.ts'

type Ring = { readonly invitation: TestInvitation; readonly call: DirectoryCall }

async function ringMe(stage: HostileStage): Promise<Ring> {
  const invitation = invite(stage.keys, stage.alice, stage.me, stage.directory.nowMs())
  const call = ringOf(stage.alice, invitation)
  stage.directory.answers['call.accept'] = ({ accept }) =>
    ok({ call: { ...call, state: { kind: 'answered', accept, isPeerPresent: true } } })
  stage.directory.tell(call)
  await stage.settle()
  expect(phaseOf(stage)).toBe('ringing-in')
  return { invitation, call }
}

/** Alice has called, and I have answered: from here on her device's words count. */
async function answerAlice(stage: HostileStage): Promise<Ring> {
  const ring = await ringMe(stage)
  await stage.device.engine.intents['call.accept']({ callId: ring.call.callId, media: 'video' })
  await stage.settle()
  expect(phaseOf(stage)).toBe('connecting')
  return ring
}

const say = (stage: HostileStage, ring: Ring, message: ReturnType<typeof signMessage>) =>
  stage.directory.emit('call.message', { callId: ring.call.callId, message })

const sending = (stage: HostileStage, ring: Ring, counter: number, camera: boolean) =>
  signMessage(stage.keys, stage.alice.device, ring.call.callId, counter, {
    type: 'sending',
    microphone: true,
    camera,
  })

const reveal = (stage: HostileStage, ring: Ring, counter: number, nonce = ring.invitation.nonce) =>
  signMessage(stage.keys, stage.alice.device, ring.call.callId, counter, { type: 'reveal', nonce })

const remoteCamera = (stage: HostileStage) => stage.call()?.remote?.camera ?? null

describe('a hostile directory: words in a call', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it('TRUST2 the nonce that was committed to completes six safety emoji', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      say(stage, ring, reveal(stage, ring, 1))
      await stage.settle()
      expect(stage.call()?.safetyEmoji).toHaveLength(6)
    })
  })

  it('TRUST2 another nonce than the committed one ends the call as insecure', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      say(stage, ring, reveal(stage, ring, 1, testCrypto.randomNonce()))
      await stage.settle()
      expect(endOf(stage)).toBe('insecure')
      expect(stage.device.engine.get('media')).toBeNull()
      expect(stage.directory.inputsOf('call.end')).toMatchObject([{ reason: 'insecure' }])
    })
  })

  it('TRUST2 a wrong nonce that comes ahead of the confirmation ends the call too', async () => {
    await manyTimes(async (stage) => {
      const ring = await ringMe(stage)
      stage.directory.answers['call.accept'] = () => new Promise(() => {})
      await stage.device.engine.intents['call.accept']({ callId: ring.call.callId, media: 'audio' })
      await stage.settle()
      say(stage, ring, reveal(stage, ring, 1, testCrypto.randomNonce()))
      await stage.settle()
      expect(endOf(stage)).toBe('insecure')
    })
  })

  it('TRUST2 a nonce that is swapped after the right one ends the call as insecure', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      say(stage, ring, reveal(stage, ring, 1))
      await stage.settle()
      say(stage, ring, reveal(stage, ring, 2, testCrypto.randomNonce()))
      await stage.settle()
      expect(endOf(stage)).toBe('insecure')
    })
  })

  it('TRUST3 a counter that was seen is refused, also a lower one, in whatever order they come', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      const [first, second] = [sending(stage, ring, 1, false), sending(stage, ring, 2, true)]
      say(stage, ring, second)
      await stage.settle()
      expect(remoteCamera(stage)).toBe(true)
      for (const replayed of [first, second, sending(stage, ring, 2, false)]) {
        say(stage, ring, replayed)
        await stage.settle()
        expect(remoteCamera(stage)).toBe(true)
      }
      say(stage, ring, sending(stage, ring, 3, false))
      await stage.settle()
      expect(remoteCamera(stage)).toBe(false)
    })
  })

  it('TRUST3 words of any other device, of another call, or changed on the way, are not heard', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      const { callId } = ring.call
      const content = { type: 'sending', microphone: true, camera: true } as const
      const outside = makeDevice('outside')
      const right = sending(stage, ring, 1, false)
      const wrong = [
        signMessage(stage.keys, stage.mallory.device, callId, 1, content),
        signMessage(stage.keys, outside, callId, 1, content),
        signMessage(stage.keys, stage.me.device, callId, 1, content),
        // Another key under the right device's id.
        signMessage(stage.keys, { ...stage.alice.device, signer: outside.signer }, callId, 1, content),
        signMessage(stage.keys, { ...stage.alice.device, id: outside.id }, callId, 1, content),
        signMessage(stage.keys, stage.alice.device, newCallId(), 1, content),
        { ...right, text: right.text.replace('"camera":false', '"camera":true') },
        signAttempt(stage.keys, stage.alice.device, callId, 2),
      ]
      for (const message of wrong) say(stage, ring, message)
      await stage.settle()
      expect(stage.call()?.remote).toBeNull()
      expect(phaseOf(stage)).toBe('connecting')
    })
  })

  it('TRUST3 before Accept nothing is heard, neither a word nor a fresh attempt', async () => {
    await manyTimes(async (stage) => {
      const ring = await ringMe(stage)
      say(stage, ring, sending(stage, ring, 1, true))
      say(stage, ring, reveal(stage, ring, 2))
      const attempt = signAttempt(stage.keys, stage.alice.device, ring.call.callId, 5)
      stage.directory.emit('call.attempt', { callId: ring.call.callId, attempt })
      await stage.settle()
      expect(stage.call()?.remote).toBeNull()
      await stage.device.engine.intents['call.accept']({ callId: ring.call.callId, media: 'video' })
      await stage.settle()
      expect(stage.call()?.safetyEmoji).toBeNull()
      const session = stage.device.engine.get('media')
      expect(session?.attempt).toBe(1)
      expect(session?.remoteFingerprint).toMatch(/^[0-9a-f]{64}$/)
    })
  })

  it('TRUST1 a fresh attempt counts from the caller’s device only', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      const { callId } = ring.call
      for (const device of [stage.mallory.device, makeDevice('outside'), stage.me.device]) {
        stage.directory.emit('call.attempt', { callId, attempt: signAttempt(stage.keys, device, callId, 2) })
      }
      const other = signAttempt(stage.keys, stage.alice.device, newCallId(), 2)
      stage.directory.emit('call.attempt', { callId, attempt: other })
      await stage.settle()
      expect(stage.device.engine.get('media')?.attempt).toBe(1)
      const fingerprint = newFingerprint()
      const right = signAttempt(stage.keys, stage.alice.device, callId, 2, fingerprint)
      stage.directory.emit('call.attempt', { callId, attempt: right })
      await stage.settle()
      expect(stage.device.engine.get('media')).toMatchObject({ attempt: 2, remoteFingerprint: fingerprint })
    })
  })

  it('NET2 an attempt that is told again does not disturb a call that runs', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      const attempt = signAttempt(stage.keys, stage.alice.device, ring.call.callId, 2)
      stage.directory.emit('call.attempt', { callId: ring.call.callId, attempt })
      await stage.settle()
      stage.device.page.report('connected')
      expect(phaseOf(stage)).toBe('connected')
      stage.directory.emit('call.attempt', { callId: ring.call.callId, attempt })
      await stage.clock.advanceAndSettle(60_000)
      expect(phaseOf(stage)).toBe('connected')
    })
  })

  it('RING3 a stranger’s ring hands the page nothing, however the frames come', async () => {
    await manyTimes(async (stage) => {
      const ring = await ringMe(stage)
      for (const frame of [candidate(), OFFER, candidate()])
        stage.directory.emit('call.signal', { callId: ring.call.callId, attempt: 1, frame })
      await stage.settle()
      expect(stage.device.page.frames).toEqual([])
    })
  })

  it('RING3 of a known person’s ring the page is handed the offer, and no candidate', async () => {
    await manyTimes(
      async (stage) => {
        const ring = await ringMe(stage)
        for (const frame of [OFFER, candidate(), candidate()])
          stage.directory.emit('call.signal', { callId: ring.call.callId, attempt: 1, frame })
        stage.device.page.send(candidate(50_001))
        await stage.settle()
        expect(stage.device.page.frames.map(({ frame }) => frame.type)).toEqual(['offer'])
        expect(stage.directory.inputsOf('call.signal')).toEqual([])
      },
      { knowsAlice: (_, alice) => alice },
    )
  })

  it('TRUST3 frames for calls that are not here, or over, go nowhere', async () => {
    await manyTimes(async (stage) => {
      const ring = await answerAlice(stage)
      stage.directory.emit('call.signal', { callId: newCallId(), attempt: 1, frame: OFFER })
      await stage.device.engine.intents['call.hangUp']({ callId: ring.call.callId })
      stage.directory.emit('call.signal', { callId: ring.call.callId, attempt: 1, frame: OFFER })
      await stage.settle()
      expect(stage.device.page.frames).toEqual([])
    })
  })

  it('RING6 taking a ring that has ended meanwhile leaves the running call alone', async () => {
    const stage = await createHostileStage()
    const running = await answerAlice(stage)
    stage.device.page.report('connected')
    const second = invite(stage.keys, stage.mallory, stage.me, stage.directory.nowMs())
    const call = ringOf(stage.mallory, second)
    stage.directory.tell(running.call, call)
    await stage.settle()
    expect(phaseOf(stage)).toBe('ringing-in')
    stage.directory.tell({
      ...call,
      state: { kind: 'ended', reason: 'cancelled', atMs: stage.directory.nowMs(), durationMs: 0 },
    })
    await stage.settle()
    await stage.device.engine.intents['call.accept']({ callId: call.callId, media: 'video' })
    await stage.settle()
    expect(stage.calls().map(({ phase }) => phase.kind)).toEqual(['connected', 'ended'])
    await stage.device.stop()
  })
})
