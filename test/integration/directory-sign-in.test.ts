import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DisplayName } from '../../src/contract/ids.ts'
import { TIMES } from '../../src/contract/limits.ts'
import { deviceIdOf, openStatement } from '../../src/domain/signed.ts'
import { DirectoryProofStatement, ProfileStatement } from '../../src/contract/statements.ts'
import { createManualClock } from '../support/manual-clock.ts'
import {
  challengeOn,
  crypto,
  handle,
  type Line,
  makeList,
  makeSigner,
  makeSignIn,
  openLine,
  openStage,
  type Person,
  register,
  settle,
  signIn,
  type Stage,
  viaOf,
} from './directory-stage.ts'
import { signPolicy } from '../support/sign-policy.ts'

let clock = createManualClock()
let stage: Stage
let ann: Person

beforeEach(async () => {
  clock = createManualClock()
  stage = await openStage({ clock })
  ann = await register(stage, 'ann')
})
afterEach(() => stage.directory.close())

/** Signs in on a fresh line with what the test makes of the challenge, and returns the failure. */
async function refusedSignIn(
  make: (line: Line, challenge: Awaited<ReturnType<typeof challengeOn>>['challenge']) => unknown,
): Promise<unknown> {
  const line = await openLine(stage)
  const { challenge } = await challengeOn(line)
  const statement = (await make(line, challenge)) as ReturnType<typeof makeSignIn>
  const result = await line.rpc.call('session.signIn', { statement })
  if (result.ok) throw new Error('signed in')
  const after = await line.rpc.call('person.lookUp', { handle: ann.handle })
  expect(after).toEqual({ ok: false, error: { kind: 'not-signed-in' } })
  line.socket.terminate()
  return result.error
}

describe('sign-in', () => {
  it('ID3 the directory proves that it holds the key that it names', async () => {
    const line = await openLine(stage)
    const deviceNonce = crypto.randomNonce()
    const identity = await line.rpc.call('directory.identify', { deviceNonce })
    if (!identity.ok) throw new Error('not identified')
    const { publicKey, proof, challenge, host } = identity.value
    expect(publicKey).toBe(stage.directory.publicKey)
    expect(host).toBe(stage.directory.host)
    const opened = openStatement(crypto, DirectoryProofStatement, stage.scope, proof, publicKey)
    expect(opened).toMatchObject({
      ok: true,
      value: { deviceNonce, challenge, directoryTimeMs: clock.nowMs() },
    })
  })

  it('ID3 the right device signs in, and learns its own account', async () => {
    const line = await openLine(stage)
    const { challenge } = await challengeOn(line)
    const result = await line.rpc.call('session.signIn', { statement: makeSignIn(stage, ann, challenge) })
    expect(result).toMatchObject({
      ok: true,
      value: {
        me: {
          handle: 'ann',
          device: ann.device,
          deviceLists: [ann.list],
          policy: signPolicy(stage.scope, ann),
          badge: null,
          plan: 'free',
          placingRefusal: null,
        },
        calls: [],
        directoryTimeMs: clock.nowMs(),
      },
    })
  })

  it('ID3 a stolen handle gets nothing', async () => {
    const thief = await register(stage, 'thief')
    const own = await refusedSignIn((_, challenge) =>
      makeSignIn(stage, thief, challenge, { handle: ann.handle }),
    )
    expect(own).toEqual({ kind: 'unknown-device' })
    const claimed = await refusedSignIn((_, challenge) =>
      makeSignIn(stage, thief, challenge, { handle: ann.handle, device: ann.device }),
    )
    expect(claimed).toEqual({ kind: 'bad-statement', why: 'signature' })
  })

  it("ID3 another device's id under one's own handle gets nothing", async () => {
    const thief = await register(stage, 'thief')
    const error = await refusedSignIn((_, challenge) =>
      makeSignIn(stage, thief, challenge, { device: ann.device }),
    )
    expect(error).toEqual({ kind: 'unknown-device' })
  })

  it('ID3 a replayed signature gets nothing, neither on its own socket nor on another', async () => {
    const line = await openLine(stage)
    const { challenge } = await challengeOn(line)
    const statement = makeSignIn(stage, ann, challenge)
    expect((await line.rpc.call('session.signIn', { statement })).ok).toBe(true)
    expect(await refusedSignIn(() => statement)).toEqual({ kind: 'stale-challenge' })
    expect(await line.rpc.call('session.signIn', { statement })).toMatchObject({
      error: { kind: 'not-allowed' },
    })
  })

  it('ID3 a failed sign-in uses the challenge up', async () => {
    const error = await refusedSignIn(async (line, challenge) => {
      await line.rpc.call('session.signIn', {
        statement: makeSignIn(stage, ann, challenge, { signer: makeSigner() }),
      })
      return makeSignIn(stage, ann, challenge)
    })
    expect(error).toEqual({ kind: 'stale-challenge' })
  })

  it('ID3 a challenge is good for 30 s', async () => {
    const error = await refusedSignIn((_, challenge) => {
      clock.advance(TIMES.challengeMs + 1)
      return makeSignIn(stage, ann, challenge)
    })
    expect(error).toEqual({ kind: 'stale-challenge' })
  })

  it('ID3 a signature for another directory gets nothing, of the same name as well', async () => {
    const other = await openStage({ host: stage.directory.host })
    const error = await refusedSignIn((_, challenge) =>
      makeSignIn(stage, ann, challenge, { scope: other.scope }),
    )
    expect(error).toEqual({ kind: 'bad-statement', why: 'wrong-directory' })
    await other.directory.close()
  })

  it('ID3 a sign-in that was made for another address gets nothing', async () => {
    for (const via of ['evil.example', `127.0.0.1:${stage.directory.port + 1}`]) {
      const error = await refusedSignIn((_, challenge) => makeSignIn(stage, ann, challenge, { via }))
      expect(error).toEqual({ kind: 'bad-statement', why: 'content' })
    }
    const line = await openLine(stage)
    const { challenge } = await challengeOn(line)
    const statement = makeSignIn(stage, ann, challenge, {
      via: viaOf(stage).replace('127.0.0.1', 'localhost'),
    })
    expect((await line.rpc.call('session.signIn', { statement })).ok).toBe(true)
  })

  it('ID3 nothing but identification, checks and registration is answered before the sign-in', async () => {
    const line = await openLine(stage)
    const refused = await Promise.all([
      line.rpc.call('person.lookUp', { handle: ann.handle }),
      line.rpc.call('presence.watch', { handles: [ann.handle] }),
      line.rpc.call('policy.set', { statement: signPolicy(stage.scope, ann, { revision: 9 }) }),
      line.rpc.call('relation.list', { after: null }),
      line.rpc.call('pass.list', {}),
      line.rpc.call('call.acknowledge', { callIds: [] }),
    ])
    for (const result of refused) expect(result).toEqual({ ok: false, error: { kind: 'not-signed-in' } })
  })

  it('ID3 a device has one socket: a new sign-in closes the earlier one', async () => {
    const earlier = await signIn(stage, ann)
    const later = await signIn(stage, ann)
    expect(await earlier.closed).toBe(4001)
    await settle(later)
  })
})

describe('registration', () => {
  const registration = (person: Person) => ({
    handle: person.handle,
    displayName: DisplayName.parse('Some One'),
    deviceList: person.list,
    policy: signPolicy(stage.scope, person),
    invitationCode: null,
  })
  const newPerson = (name: string): Person => {
    const signer = makeSigner()
    const device = deviceIdOf(crypto, signer.publicKey)
    return { device, handle: handle(name), signer, list: makeList(stage, handle(name), signer) }
  }

  it('ID1 a handle is given once, and reserved ones never', async () => {
    const line = await openLine(stage)
    const taken = await line.rpc.call('account.register', registration(newPerson('ann')))
    expect(taken).toEqual({ ok: false, error: { kind: 'handle-taken' } })
    const reserved = await line.rpc.call('account.register', registration(newPerson('echo')))
    expect(reserved).toEqual({ ok: false, error: { kind: 'handle-reserved' } })
    const states = await Promise.all(
      ['ann', 'here', 'free_one'].map((name) => line.rpc.call('handle.check', { handle: handle(name) })),
    )
    expect(states.map((state) => state.ok && state.value.state)).toEqual(['taken', 'reserved', 'free'])
  })

  it('ID2 a device whose registration was not answered registers once more, as it wants it now', async () => {
    const line = await openLine(stage)
    const person = newPerson('emma')
    const first = { ...registration(person), policy: signPolicy(stage.scope, person, { revision: 1 }) }
    expect((await line.rpc.call('account.register', first)).ok).toBe(true)
    const again = { ...first, displayName: DisplayName.parse('Emma Later') }
    expect(await line.rpc.call('account.register', again)).toEqual({
      ok: true,
      value: { handle: person.handle },
    })
    const device = await signIn(stage, person)
    const found = await device.rpc.call('person.lookUp', { handle: person.handle })
    if (!found.ok) throw new Error('not found')
    expect(found.value.deviceLists).toEqual([person.list])
    const { publicKey } = stage.directory
    const profile = openStatement(crypto, ProfileStatement, stage.scope, found.value.profile, publicKey)
    expect(profile).toMatchObject({ value: { displayName: 'Emma Later' } })
    // Who knows the list alone, which everybody may, cannot sign the policy.
    const stolen = { ...again, policy: signPolicy(stage.scope, newPerson('emma'), { revision: 1 }) }
    expect((await line.rpc.call('account.register', stolen)).ok).toBe(false)
  })

  it('ID2 an account that has changed since is not begun again', async () => {
    const line = await openLine(stage)
    const person = newPerson('fay')
    const first = { ...registration(person), policy: signPolicy(stage.scope, person, { revision: 1 }) }
    expect((await line.rpc.call('account.register', first)).ok).toBe(true)
    const changed = signPolicy(stage.scope, person, { revision: 2 })
    const device = await signIn(stage, person)
    expect((await device.rpc.call('policy.set', { statement: changed })).ok).toBe(true)
    expect(await line.rpc.call('account.register', first)).toEqual({
      ok: false,
      error: { kind: 'handle-taken' },
    })
  })

  it('ID1 of two who register one handle at once, one gets it', async () => {
    const lines = await Promise.all([openLine(stage), openLine(stage), openLine(stage)])
    const results = await Promise.all(
      lines.map((line) => line.rpc.call('account.register', registration(newPerson('carl')))),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  it('ID3 a first device list must be its own, the first, and for that handle', async () => {
    const line = await openLine(stage)
    const signer = makeSigner()
    const who = handle('dora')
    const wrong = {
      content: [
        makeList(stage, handle('other'), signer),
        makeList(stage, who, signer, { number: 2 }),
        makeList(stage, who, signer, { previous: crypto.sha256('before') }),
      ],
      device: [
        makeList(stage, who, signer, { signedBy: ann.device }),
        makeList(stage, who, signer, {
          devices: [{ id: ann.device, publicKey: signer.publicKey, name: 'Desk' }],
          signedBy: ann.device,
        }),
      ],
      signature: [{ ...makeList(stage, who, signer), signature: signer.sign('something else') }],
      malformed: [{ text: 'no statement', signature: signer.sign('no statement') }],
    }
    for (const [why, lists] of Object.entries(wrong))
      for (const deviceList of lists) {
        const result = await line.rpc.call('account.register', {
          ...registration({ ...ann, handle: who, signer, list: deviceList }),
        })
        expect(result).toEqual({ ok: false, error: { kind: 'bad-statement', why } })
      }
    expect(await line.rpc.call('handle.check', { handle: who })).toMatchObject({ value: { state: 'free' } })
  })
})

describe('people', () => {
  it('CAN5 a profile is signed by the directory, and names who may ring', async () => {
    const bob = await register(stage, 'bob', { policy: { isCallingOn: false } })
    const line = await signIn(stage, ann)
    const looked = await line.rpc.call('person.lookUp', { handle: bob.handle })
    if (!looked.ok) throw new Error('not found')
    const { profile, deviceLists, reachability, presence } = looked.value
    expect(deviceLists).toEqual([bob.list])
    expect(reachability).toEqual({ verdict: 'refused', rule: 'calling-switched-off' })
    expect(presence).toBe('hidden')
    const opened = openStatement(crypto, ProfileStatement, stage.scope, profile, stage.directory.publicKey)
    expect(opened).toMatchObject({ value: { handle: 'bob', displayName: 'Name of bob' } })
    expect(await line.rpc.call('person.lookUp', { handle: handle('nobody') })).toEqual({
      ok: false,
      error: { kind: 'not-found' },
    })
  })

  it('CAN5 presence is told to who watches, and hidden from whom the person does not let ring', async () => {
    const bob = await register(stage, 'bob')
    const line = await signIn(stage, ann)
    const watched = await line.rpc.call('presence.watch', { handles: [bob.handle, handle('nobody')] })
    expect(watched).toMatchObject({ value: { people: [{ handle: 'bob', presence: 'offline' }] } })
    const told = (presence: string) =>
      line.heard.until('presence.changed', ({ people }) => people.some((each) => each.presence === presence))
    const bobLine = await signIn(stage, bob)
    await told('online')
    await bobLine.rpc.call('policy.set', {
      statement: signPolicy(stage.scope, bob, { revision: 2, isCallingOn: false }),
    })
    expect(await told('hidden')).toMatchObject({
      people: [{ reachability: { rule: 'calling-switched-off' } }],
    })
    const before = line.heard.all('presence.changed').length
    await line.rpc.call('presence.watch', { handles: [] })
    bobLine.socket.terminate()
    await bobLine.closed
    await settle(line)
    expect(line.heard.all('presence.changed')).toHaveLength(before)
  })

  it('CAN1 a policy with an older revision is refused with the current one', async () => {
    const line = await signIn(stage, ann)
    const set = (revision: number, isCallingOn: boolean) =>
      line.rpc.call('policy.set', { statement: signPolicy(stage.scope, ann, { revision, isCallingOn }) })
    expect((await set(5, false)).ok).toBe(true)
    expect((await set(5, false)).ok).toBe(true)
    const current = signPolicy(stage.scope, ann, { revision: 5, isCallingOn: false })
    expect(await set(5, true)).toEqual({ ok: false, error: { kind: 'older-revision', current } })
    expect(await set(4, true)).toEqual({ ok: false, error: { kind: 'older-revision', current } })
  })

  it('ID1 a new display name is told in the next profile', async () => {
    const line = await signIn(stage, ann)
    const renamed = await line.rpc.call('account.setDisplayName', {
      displayName: DisplayName.parse('Ann B.'),
    })
    expect(renamed).toMatchObject({ ok: true, value: { displayName: 'Ann B.' } })
    const looked = await line.rpc.call('person.lookUp', { handle: ann.handle })
    expect(looked.ok && looked.value.profile.text).toContain('"displayName":"Ann B."')
  })
})
