import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../src/contract/directory/records.ts'
import { DirectoryHost, Fingerprint } from '../../src/contract/ids.ts'
import { TIMES } from '../../src/contract/limits.ts'
import type { SignedStatement, StatementScope } from '../../src/contract/statement.ts'
import { InvitationStatement } from '../../src/contract/statements.ts'
import { signStatement } from '../../src/domain/signed.ts'
import {
  createHostileStage,
  type HostileStage,
  isOnline,
  manyTimes,
  phaseOf,
} from '../support/hostile-stage.ts'
import { HOSTILE_TIMEOUT_MS } from '../support/run-counts.ts'
import { policyOf, signedPolicy } from '../support/sample-policy.ts'
import { answer, addDevice, invite, makeTestAccount, newCallId, ringOf } from '../support/test-account.ts'
import { makeDevice, makeTestDirectory } from '../support/test-crypto.ts'

const OWN = { badge: null, plan: 'free', placingRefusal: null } as const
const now = ({ directory }: HostileStage) => directory.nowMs()

const honest = (stage: HostileStage): DirectoryCall =>
  ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage)))

function expectSilence(stage: HostileStage): void {
  expect(isOnline(stage)).toBe(true)
  expect(stage.calls()).toEqual([])
  expect(stage.device.engine.get('media')).toBeNull()
  expect(stage.device.page.frames).toEqual([])
}

const resign = (signed: SignedStatement, change: (text: string) => string): SignedStatement => ({
  text: change(signed.text),
  signature: signed.signature,
})

/** Signed by the caller for another directory, which passed it on. */
function madeFor(stage: HostileStage, scope: StatementScope): DirectoryCall {
  const { body } = invite(stage.keys, stage.alice, stage.me, now(stage))
  const statement = signStatement(stage.alice.device.signer, InvitationStatement, scope, body)
  return { ...honest(stage), callId: body.callId, invitation: statement }
}

/** Rings that an honest directory would never forward. Each is an honest one with one thing wrong. */
const FORGED: Readonly<Record<string, (stage: HostileStage) => DirectoryCall>> = {
  'TRUST1 the caller’s fingerprint swapped in the text': (stage) => {
    const ring = honest(stage)
    const swap = (text: string) =>
      text.replace(/"fingerprint":"[0-9a-f]{64}"/, `"fingerprint":"${'0'.repeat(64)}"`)
    return { ...ring, invitation: resign(ring.invitation, swap) }
  },
  'TRUST1 the invitation encoded anew, with the same content': (stage) => {
    const ring = honest(stage)
    return { ...ring, invitation: resign(ring.invitation, (text) => text.replace('{"callId"', '{ "callId"')) }
  },
  'TRUST1 an invitation signed by the directory itself': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage), {}, stage.keys.signer)),
  'TRUST1 an invitation signed by another account': (stage) => {
    const { signer } = stage.mallory.device
    return ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage), {}, signer))
  },
  'TRUST1 another account’s invitation under the caller’s name': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.mallory, stage.me, now(stage))),
  'TRUST1 another account’s device that says it calls for the caller': (stage) =>
    ringOf(
      stage.alice,
      invite(stage.keys, stage.mallory, stage.me, now(stage), { from: stage.alice.address }),
    ),
  'TRUST1 a device that the directory added to the caller’s list': (stage) => {
    const added = addDevice(stage.keys, stage.alice, makeDevice('planted'), stage.keys.signer)
    return ringOf(added, invite(stage.keys, added, stage.me, now(stage)))
  },
  'TRUST1 a device that put itself on the caller’s list': (stage) => {
    const planted = makeDevice('planted')
    const added = addDevice(stage.keys, stage.alice, planted, planted.signer)
    return ringOf(added, invite(stage.keys, added, stage.me, now(stage)))
  },
  'TRUST1 a device outside the caller’s list': (stage) => {
    const outside = { ...stage.alice, device: makeDevice('outside') }
    return ringOf(stage.alice, invite(stage.keys, outside, stage.me, now(stage)))
  },
  'TRUST1 an invitation that names another version of the list': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage), { listNumber: 2 })),
  'TRUST1 a list made for another directory': (stage) => {
    const elsewhere = makeTestAccount(makeTestDirectory('elsewhere.test'), 'alice')
    return ringOf(
      { ...elsewhere, address: stage.alice.address },
      invite(stage.keys, stage.alice, stage.me, now(stage)),
    )
  },
  'TRUST1 an empty handle change: the lists of one account, the name of another': (stage) => {
    const ring = honest(stage)
    return { ...ring, peer: { ...ring.peer, handle: stage.mallory.handle } }
  },
  'TRUST3 a profile signed by somebody else': (stage) => {
    const posing = makeTestAccount(stage.keys, 'alice', { profileSigner: stage.mallory.device.signer })
    return ringOf(posing, invite(stage.keys, posing, stage.me, now(stage)))
  },
  'TRUST3 the profile of another account': (stage) => {
    const ring = honest(stage)
    return { ...ring, peer: { ...ring.peer, profile: stage.mallory.record.profile } }
  },
  'TRUST3 an invitation made for another directory’s name': (stage) =>
    madeFor(stage, { ...stage.keys.scope, host: DirectoryHost.parse('other.test') }),
  'TRUST3 an invitation made for another directory’s key': (stage) =>
    madeFor(stage, { ...stage.keys.scope, keyId: makeTestDirectory('directory.test', 'another key').keyId }),
  'TRUST3 an answer passed off as an invitation': (stage) => {
    const invitation = invite(stage.keys, stage.alice, stage.me, now(stage))
    return ringOf(stage.alice, { ...invitation, statement: answer(stage.keys, stage.alice, invitation) })
  },
  'TRUST3 an invitation for somebody else': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage), { to: stage.mallory.address })),
  'TRUST3 an invitation for another list of mine': (stage) =>
    ringOf(
      stage.alice,
      invite(stage.keys, stage.alice, stage.me, now(stage), {
        toListHead: invite(stage.keys, stage.alice, stage.me, 1).body.commitment,
      }),
    ),
  'TRUST3 an invitation under another call’s id': (stage) => ({ ...honest(stage), callId: newCallId() }),
  'TRUST3 an invitation that is too old': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage) - TIMES.invitationAgeMs - 1)),
  'TRUST3 an invitation from the future': (stage) =>
    ringOf(stage.alice, invite(stage.keys, stage.alice, stage.me, now(stage) + TIMES.invitationAgeMs + 1)),
  'TRUST3 an invitation that has expired early': (stage) =>
    ringOf(
      stage.alice,
      invite(stage.keys, stage.alice, stage.me, now(stage), { expiresAtMs: now(stage) - 1 }),
    ),
  'CAN4 a ring from myself': (stage) => ringOf(stage.me, invite(stage.keys, stage.me, stage.me, now(stage))),
}

describe('a hostile directory: rings that must not ring', { timeout: HOSTILE_TIMEOUT_MS }, () => {
  it('RING1 an honest ring rings here, so that the silence below says something', async () => {
    await manyTimes(async (stage) => {
      stage.directory.tell(honest(stage))
      await stage.settle()
      expect(phaseOf(stage)).toBe('ringing-in')
      expect(stage.call()?.peer).toMatchObject({
        handle: 'alice',
        isFirstContact: true,
        hasChangedKey: false,
      })
    })
  })

  it.each(Object.entries(FORGED))('%s', async (_, forge) => {
    await manyTimes(async (stage) => {
      stage.directory.tell(forge(stage))
      await stage.settle()
      expectSilence(stage)
      // Nor as a missed call, when the directory calls it over.
      const ring = forge(stage)
      const state = { kind: 'ended', reason: 'cancelled', atMs: now(stage), durationMs: 0 } as const
      if (ring.callId === '') return
      stage.directory.tell(ring)
      await stage.settle()
      stage.directory.tell({ ...ring, state })
      await stage.settle()
      expect(stage.device.engine.get('recents').calls).toEqual([])
      expect(stage.device.engine.get('people').people).toEqual([])
    })
  })

  it('CAN4 with calling switched off here, no ring that the directory forwards rings', async () => {
    await manyTimes(
      async (stage) => {
        stage.directory.emit('me.changed', {
          handle: stage.me.handle,
          displayName: stage.alice.record.handle as never,
          device: stage.me.device.id,
          deviceLists: [...stage.me.deviceLists],
          ...OWN,
          policy: signedPolicy(stage.keys, stage.me, policyOf({ revision: 900 }), stage.alice.device.signer),
        })
        stage.directory.tell(honest(stage))
        await stage.settle()
        expectSilence(stage)
        expect(stage.device.engine.get('me')?.policy.isCallingOn).toBe(false)
      },
      { policy: { isCallingOn: false } },
    )
  })

  it('CAN3 a ring that is still being judged when calling is switched off does not ring', async () => {
    await manyTimes(
      async (stage) => {
        stage.directory.tell(honest(stage))
        await stage.settle()
        void stage.device.engine.intents['policy.set']({ isCallingOn: false })
        await stage.clock.advanceAndSettle(1_000)
        expectSilence(stage)
      },
      { writeMs: () => 100 },
    )
  })

  it('TRUST1 an older list than the one that was seen does not ring', async () => {
    const revoked = (stage: HostileStage) => stage.alice
    await manyTimes(
      async (stage) => {
        const old = revoked(stage)
        stage.directory.tell(ringOf(old, invite(stage.keys, old, stage.me, now(stage))))
        await stage.settle()
        expect(stage.calls()).toEqual([])
      },
      { knowsAlice: (keys, alice) => addDevice(keys, alice, makeDevice('alice phone')) },
    )
  })

  it('TRUST2 another key for a known person rings with the warning, and is never prepared', async () => {
    await manyTimes(
      async (stage) => {
        const posing = makeTestAccount(stage.keys, 'alice', { deviceSeed: 'the directory’s own alice' })
        stage.directory.tell(ringOf(posing, invite(stage.keys, posing, stage.me, now(stage))))
        await stage.settle()
        expect(stage.call()?.peer.hasChangedKey).toBe(true)
        expect(stage.device.engine.get('media')).toBeNull()
        // It stays a warning: neither the call nor a later one makes the new key the known one.
        const { callId } = stage.calls()[0] ?? { callId: newCallId() }
        await stage.device.engine.intents['call.decline']({ callId })
        stage.directory.tell(ringOf(posing, invite(stage.keys, posing, stage.me, now(stage))))
        await stage.settle()
        expect(stage.call()?.peer.hasChangedKey).toBe(true)
      },
      { knowsAlice: (_, alice) => alice },
    )
  })

  it('TRUST1 dialling a known person never answers a ring of another key in their name', async () => {
    await manyTimes(
      async (stage) => {
        stage.directory.answers['person.lookUp'] = () => new Promise(() => {})
        await stage.device.engine.intents['call.dial']({ to: '@alice', media: 'video', pass: null })
        await stage.settle()
        const posing = makeTestAccount(stage.keys, 'alice', { deviceSeed: 'the directory’s own alice' })
        const lowest = { callId: '0'.repeat(32) as ReturnType<typeof newCallId> }
        stage.directory.tell(ringOf(posing, invite(stage.keys, posing, stage.me, now(stage), lowest)))
        await stage.settle()
        expect(stage.directory.inputsOf('call.accept')).toEqual([])
        expect(stage.calls().map((call) => call.phase.kind)).not.toContain('connecting')
      },
      { knowsAlice: (_, alice) => alice },
    )
  })

  it('TRUST3 names are shown without what hides or reorders, whoever signed them', async () => {
    const stage = await createHostileStage()
    const evil = makeTestAccount(stage.keys, 'alice', { displayName: 'Alice ✔\u{e0041}' })
    stage.directory.tell(ringOf(evil, invite(stage.keys, evil, stage.me, now(stage))))
    await stage.settle()
    expect(stage.call()?.peer.displayName).toBe('Alice')
    stage.directory.emit('me.changed', {
      handle: stage.me.handle,
      displayName: 'Boss ✔' as never,
      device: stage.me.device.id,
      deviceLists: [...stage.me.deviceLists],
      ...OWN,
      policy: null,
    })
    await stage.settle()
    expect(stage.device.engine.get('me')?.displayName).toBe('Boss')
    await stage.device.stop()
  })

  it('TRUST1 the fingerprint that the page is given is the one that was signed', async () => {
    await manyTimes(async (stage) => {
      const fingerprint = Fingerprint.parse('ab'.repeat(32))
      const invitation = invite(stage.keys, stage.alice, stage.me, now(stage), { fingerprint })
      const ring = ringOf(stage.alice, invitation)
      stage.directory.answers['call.accept'] = ({ accept }) => ({
        ok: true,
        value: { call: { ...ring, state: { kind: 'answered', accept, isPeerPresent: true } } },
      })
      stage.directory.tell(ring)
      await stage.settle()
      await stage.device.engine.intents['call.accept']({ callId: ring.callId, media: 'video' })
      await stage.settle()
      expect(stage.device.engine.get('media')).toMatchObject({
        remoteFingerprint: fingerprint,
      })
    })
  })
})
