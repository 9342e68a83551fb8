import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import type { CallId } from '../../src/contract/ids.ts'
import { fail, ok } from '../../src/contract/result.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import { type Invitation, InvitationStatement } from '../../src/contract/statements.ts'
import { decodeStatement } from '../../src/contract/statement.ts'
import { endOf, type HostileStage, manyTimes, phaseOf } from '../support/hostile-stage.ts'
import { HOSTILE_TIMEOUT_MS } from '../support/run-counts.ts'
import { ANSWER, candidate, OFFER } from '../support/signal-frames.ts'
import {
  addDevice,
  answer,
  invite,
  makeTestAccount,
  newCallId,
  newFingerprint,
  type TestAccount,
} from '../support/test-account.ts'
import { makeDevice, makeTestDirectory } from '../support/test-crypto.ts'

type Sent = { readonly statement: SignedStatement; readonly body: Invitation }

/** My call to Alice, ringing; the directory holds her keys and tells what it likes. */
async function dialAlice(stage: HostileStage): Promise<Sent> {
  let sent: Sent | null = null
  stage.directory.answers['call.place'] = ({ invitation }) => {
    const body = decodeStatement(InvitationStatement, stage.keys.scope, invitation.text)
    if (!body.ok) return fail({ kind: 'not-found' })
    sent = { statement: invitation, body: body.value }
    return ok({ call: told(stage, sent, { kind: 'ringing', sinceMs: stage.directory.nowMs() }) })
  }
  await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'video', pass: null })
  await stage.settle()
  if (!sent) throw new Error('the call was not placed')
  expect(phaseOf(stage)).toBe('ringing-out')
  return sent
}

const told = (
  stage: HostileStage,
  sent: Sent,
  state: DirectoryCall['state'],
  peer: TestAccount = stage.alice,
): DirectoryCall => ({
  callId: sent.body.callId,
  role: 'caller',
  invitation: sent.statement,
  peer: peer.record,
  placedAtMs: sent.body.issuedAtMs,
  state,
})

const answered = (
  stage: HostileStage,
  sent: Sent,
  accept: SignedStatement,
  peer?: TestAccount,
): DirectoryCall => told(stage, sent, { kind: 'answered', accept, isPeerPresent: true }, peer)

type Lie = (stage: HostileStage, sent: Sent) => DirectoryCall

/** Answers that must end the call as insecure. Each is an honest one with one thing wrong. */
const FORGED: Readonly<Record<string, Lie>> = {
  'TRUST1 the callee’s fingerprint swapped in the text': (stage, sent) => {
    const accept = answer(stage.keys, stage.alice, sent)
    const text = accept.text.replace(/"fingerprint":"[0-9a-f]{64}"/, `"fingerprint":"${newFingerprint()}"`)
    return answered(stage, sent, { ...accept, text })
  },
  'TRUST1 the answer encoded anew': (stage, sent) => {
    const accept = answer(stage.keys, stage.alice, sent)
    return answered(stage, sent, { ...accept, text: accept.text.replace('{"callId"', '{ "callId"') })
  },
  'TRUST1 an answer signed by the directory': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, stage.alice, sent, {}, stage.keys.signer)),
  'TRUST1 an answer by a device outside the list': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, { ...stage.alice, device: makeDevice('outside') }, sent)),
  'TRUST1 an answer by a device that the directory planted': (stage, sent) => {
    const planted = addDevice(stage.keys, stage.alice, makeDevice('planted'), stage.keys.signer)
    return answered(stage, sent, answer(stage.keys, planted, sent), planted)
  },
  'TRUST1 an answer by somebody else, with their own lists': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, stage.mallory, sent), stage.mallory),
  'TRUST1 an answer to another invitation of mine': (stage, sent) => {
    const other = invite(stage.keys, stage.me, stage.alice, stage.directory.nowMs(), {
      callId: sent.body.callId,
    })
    return answered(stage, sent, answer(stage.keys, stage.alice, other))
  },
  'TRUST1 an answer to another call': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, stage.alice, sent, { callId: newCallId() })),
  'TRUST1 an answer to another caller': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, stage.alice, sent, { from: stage.mallory.address })),
  'TRUST1 an answer of another version of the list': (stage, sent) =>
    answered(stage, sent, answer(stage.keys, stage.alice, sent, { listNumber: 2 })),
  'TRUST3 an answer made for another directory': (stage, sent) =>
    answered(stage, sent, answer(makeTestDirectory('other.test'), stage.alice, sent)),
  'TRUST3 an invitation passed off as an answer': (stage, sent) => answered(stage, sent, sent.statement),
  'TRUST3 a profile that is not the directory’s word': (stage, sent) => {
    const posing = makeTestAccount(stage.keys, 'alice', { profileSigner: stage.mallory.device.signer })
    return answered(stage, sent, answer(stage.keys, stage.alice, sent), posing)
  },
}

describe('a hostile directory: answers that must not be taken', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it('TRUST1 an honest answer is taken, with the fingerprint that was signed', async () => {
    await manyTimes(async (stage) => {
      const sent = await dialAlice(stage)
      const fingerprint = newFingerprint()
      stage.directory.tell(answered(stage, sent, answer(stage.keys, stage.alice, sent, { fingerprint })))
      await stage.settle()
      expect(phaseOf(stage)).toBe('connecting')
      expect(stage.device.engine.get('media')).toMatchObject({
        remoteFingerprint: fingerprint,
      })
    })
  })

  it.each(Object.entries(FORGED))('%s', async (_, forge) => {
    await manyTimes(async (stage) => {
      const sent = await dialAlice(stage)
      stage.device.page.send(OFFER)
      stage.device.page.send(candidate())
      stage.directory.tell(forge(stage, sent))
      await stage.settle()
      expect(endOf(stage)).toBe('insecure')
      expect(stage.device.engine.get('media')).toBeNull()
      expect(stage.directory.inputsOf('call.end')).toEqual([{ callId: sent.body.callId, reason: 'insecure' }])
      expectNoCandidates(stage)
    })
  })

  it('TRUST1 another key of the person who was dialled ends the call as a changed key', async () => {
    await manyTimes(async (stage) => {
      const sent = await dialAlice(stage)
      const posing = makeTestAccount(stage.keys, 'alice', { deviceSeed: 'the directory’s own alice' })
      stage.directory.tell(answered(stage, sent, answer(stage.keys, posing, sent), posing))
      await stage.settle()
      expect(endOf(stage)).toBe('key-changed')
      expect(stage.device.engine.get('media')).toBeNull()
    })
  })

  it.each([
    [
      'another key',
      (stage: HostileStage) => makeTestAccount(stage.keys, 'alice', { deviceSeed: 'directory’s' }),
    ],
    ['an older list', (stage: HostileStage) => stage.alice],
  ])('TRUST1 a look-up that shows %s of a known person places no call', async (_, shown) => {
    await manyTimes(
      async (stage) => {
        stage.directory.accounts.set('alice', shown(stage))
        await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'video', pass: null })
        await stage.settle()
        expect(endOf(stage)).toBe('key-changed')
        expect(stage.directory.inputsOf('call.place')).toEqual([])
      },
      { knowsAlice: (keys, alice) => addDevice(keys, alice, makeDevice('alice phone')) },
    )
  })

  it('TRUST3 a look-up that shows somebody else places no call', async () => {
    await manyTimes(async (stage) => {
      stage.directory.accounts.set('alice', stage.mallory)
      await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'video', pass: null })
      await stage.settle()
      expect(endOf(stage)).toBe('failed')
      expect(stage.directory.inputsOf('call.place')).toEqual([])
    })
  })

  it('RING3 whatever the directory forwards during the ring, the page is handed nothing and nothing leaves', async () => {
    await manyTimes(async (stage) => {
      const sent = await dialAlice(stage)
      stage.device.page.send(OFFER)
      stage.device.page.send(candidate())
      for (const frame of [ANSWER, candidate(), OFFER])
        for (const attempt of [1, 2])
          stage.directory.emit('call.signal', { callId: sent.body.callId, attempt, frame })
      stage.directory.tell(told(stage, sent, { kind: 'ringing', sinceMs: 0 }))
      await stage.settle()
      expect(stage.device.page.frames).toEqual([])
      expectNoCandidates(stage)
    })
  })

  it('RING3 frames of an answer that does not hold stay where they are', async () => {
    await manyTimes(async (stage) => {
      const sent = await dialAlice(stage)
      stage.device.page.send(candidate())
      const accept = answer(stage.keys, stage.mallory, sent)
      stage.directory.tell(answered(stage, sent, accept))
      stage.directory.emit('call.signal', { callId: sent.body.callId, attempt: 1, frame: ANSWER })
      await stage.settle()
      stage.device.page.send(candidate())
      await stage.settle()
      expect(stage.device.page.frames).toEqual([])
      expectNoCandidates(stage)
    })
  })

  it('RING8 a call that is taken back during the look-up rings nobody', async () => {
    await manyTimes(async (stage) => {
      const lookUp = stage.directory.answers['person.lookUp']
      let letGo = () => {}
      const gate = new Promise<void>((resolve) => {
        letGo = resolve
      })
      stage.directory.answers['person.lookUp'] = async (input) => gate.then(() => lookUp(input, null))
      await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'video', pass: null })
      await stage.settle()
      await stage.device.engine.intents['call.hangUp']({ callId: callIdOf(stage) })
      letGo()
      await stage.settle()
      expect(stage.directory.inputsOf('call.place')).toEqual([])
    })
  })
})

const callIdOf = (stage: HostileStage): CallId => stage.call()?.callId ?? newCallId()

/** Before the answer nothing but the offer may leave this device. */
function expectNoCandidates(stage: HostileStage): void {
  const types = stage.directory.inputsOf('call.signal').map(({ frame }) => frame.type)
  expect(types.filter((type) => type !== 'offer')).toEqual([])
  expect(types.length).toBeLessThanOrEqual(1)
}
