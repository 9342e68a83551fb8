import { describe, expect, it } from 'vitest'
import { ok } from '../../../src/contract/result.ts'
import { decodeStatement } from '../../../src/contract/statement.ts'
import { AcceptStatement } from '../../../src/contract/statements.ts'
import { createHostileStage, type HostileStage, phaseOf } from '../../support/hostile-stage.ts'
import { OFFER } from '../../support/signal-frames.ts'
import { invite, ringOf } from '../../support/test-account.ts'

/** Alice, whom I know, rings: the page has made her connection ready. */
async function preparedRing(stage: HostileStage) {
  const call = ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, stage.directory.nowMs()))
  stage.directory.answers['call.accept'] = ({ accept }) =>
    ok({ call: { ...call, state: { kind: 'answered', accept, isPeerPresent: true } } })
  stage.directory.tell(call)
  await stage.settle()
  stage.directory.emit('call.signal', { callId: call.callId, attempt: 1, frame: OFFER })
  await stage.settle()
  expect(stage.device.page.certificate()?.callId).toBe(call.callId)
  return call
}

const signedFingerprint = (stage: HostileStage) => {
  const [said] = stage.directory.inputsOf('call.accept')
  const body = said && decodeStatement(AcceptStatement, stage.keys.scope, said.accept.text)
  return body?.ok ? body.value.fingerprint : null
}

describe('one page for several calls', () => {
  it.each(['while it still runs', 'after it ended'])(
    'RING6 a ring that gave way to another call, taken %s, is answered with the connection that the page holds then',
    async (when) => {
      const stage = await createHostileStage({ knowsAlice: (_, alice) => alice })
      const ring = await preparedRing(stage)
      const stale = stage.device.page.certificate()?.fingerprint
      stage.directory.answers['person.lookUp'] = () => new Promise(() => {})
      const dialled = await stage.device.engine.intents['call.dial']({
        to: '@mallory',
        media: 'audio',
        pass: null,
      })
      await stage.settle()
      expect(dialled.ok).toBe(true)
      expect(stage.device.page.certificate()?.callId).not.toBe(ring.callId)
      const mine = stage.calls().find(({ direction }) => direction === 'outgoing')
      if (when === 'after it ended' && mine)
        await stage.device.engine.intents['call.hangUp']({ callId: mine.callId })
      await stage.settle()
      await stage.device.engine.intents['call.accept']({ callId: ring.callId, media: 'video' })
      await stage.settle()
      const held = stage.device.page.certificate()
      expect(held?.callId).toBe(ring.callId)
      expect(signedFingerprint(stage)).toBe(held?.fingerprint)
      expect(signedFingerprint(stage)).not.toBe(stale)
      // The fresh connection is handed the offer again.
      expect(stage.device.page.frames.at(-1)).toMatchObject({ callId: ring.callId, frame: OFFER })
      await stage.device.stop()
    },
  )

  it('RING8 dialling somebody who rings here takes their call', async () => {
    const stage = await createHostileStage({ knowsAlice: (_, alice) => alice })
    const ring = await preparedRing(stage)
    const dialled = await stage.device.engine.intents['call.dial']({
      to: '@alice',
      media: 'video',
      pass: null,
    })
    await stage.settle()
    expect(dialled).toEqual({ ok: true, value: { callId: ring.callId } })
    expect(stage.calls()).toHaveLength(1)
    expect(phaseOf(stage)).toBe('connecting')
    await stage.device.stop()
  })
})
