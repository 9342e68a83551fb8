import { describe, expect, it } from 'vitest'
import type { DirectoryCall } from '../../../src/contract/directory/records.ts'
import { CallId, DisplayName, Fingerprint, Handle, Nonce, Sha256 } from '../../../src/contract/ids.ts'
import { TIMES } from '../../../src/contract/limits.ts'
import type { SignedStatement, StatementScope } from '../../../src/contract/statement.ts'
import {
  AcceptStatement,
  InvitationStatement,
  ProfileStatement,
  type Accept,
  type Invitation,
} from '../../../src/contract/statements.ts'
import { verifyDeviceLists } from '../../../src/domain/device-list.ts'
import { formatAddress } from '../../../src/domain/handle.ts'
import { checkAccept, checkInvitation, checkPeer } from '../../../src/domain/invitation-check.ts'
import { signStatement } from '../../../src/domain/signed.ts'
import { deviceOf, headOf, makeChain } from '../../support/sample-accounts.ts'
import { makeTestDirectory, type TestDevice, testCrypto } from '../../support/test-crypto.ts'

const directory = makeTestDirectory()
const other = makeTestDirectory('elsewhere.test')
const alice = Handle.parse('alice')
const bob = Handle.parse('bob')
const aliceAddress = formatAddress(alice, directory.host)
const bobAddress = formatAddress(bob, directory.host)
const nowMs = 1_800_000_000_000

const aliceChain = makeChain(directory.scope, 2)
const bobChain = makeChain(directory.scope, 1, 'bob', { handle: bob })
const bobHead = bobChain.map(headOf)[0] ?? Sha256.parse('0'.repeat(64))
const alicePhone = deviceOf('alice 2')
const bobLaptop = deviceOf('bob 1')
const mallory = deviceOf('mallory')

const context = {
  crypto: testCrypto,
  scope: directory.scope,
  directoryKey: directory.signer.publicKey,
  host: directory.host,
  nowMs,
}

const signProfile = (
  handle: Handle = alice,
  signer = directory.signer,
  displayName = 'Alice',
  scope: StatementScope = directory.scope,
) =>
  signStatement(signer, ProfileStatement, scope, {
    handle,
    displayName: DisplayName.parse(displayName),
    issuedAtMs: nowMs,
  })

const invitation = (otherwise: Partial<Invitation> = {}): Invitation => ({
  callId: CallId.parse('1'.repeat(32)),
  from: aliceAddress,
  device: alicePhone.id,
  listNumber: 2,
  to: bobAddress,
  toListHead: bobHead,
  media: 'video',
  pass: null,
  fingerprint: Fingerprint.parse('ab'.repeat(32)),
  commitment: Sha256.parse('cd'.repeat(32)),
  issuedAtMs: nowMs,
  expiresAtMs: nowMs + TIMES.invitationAgeMs,
  ...otherwise,
})
const signInvitation = (
  otherwise: Partial<Invitation> = {},
  by: TestDevice = alicePhone,
  scope: StatementScope = directory.scope,
) => signStatement(by.signer, InvitationStatement, scope, invitation(otherwise))

const peerRecord = (otherwise: Partial<DirectoryCall['peer']> = {}): DirectoryCall['peer'] => ({
  handle: alice,
  profile: signProfile(),
  deviceLists: [...aliceChain],
  ...otherwise,
})
const callWith = (signed: SignedStatement, callId = '1'.repeat(32)): DirectoryCall => ({
  callId: CallId.parse(callId),
  role: 'callee',
  invitation: signed,
  peer: peerRecord(),
  placedAtMs: nowMs,
  state: { kind: 'ringing', sinceMs: nowMs },
})
function peerOf(chain: readonly SignedStatement[], displayName: string) {
  const list = verifyDeviceLists(testCrypto, directory.scope, chain)
  if (!list.ok) throw new Error(list.error.kind)
  return { list: list.value, displayName: DisplayName.parse(displayName), badge: null }
}
const alicePeer = peerOf(aliceChain, 'Alice')
const me = { address: bobAddress, listHead: bobHead }
const check = (signed: SignedStatement, at = nowMs) =>
  checkInvitation({ ...context, nowMs: at }, callWith(signed), alicePeer, me)
const refused = (kind: string) => ({ ok: false, error: { kind } })

describe('who the directory says that an account is', () => {
  it('TRUST1 a chain that holds with a profile that the directory signed is somebody', () => {
    expect(checkPeer(context, peerRecord())).toEqual({ ok: true, value: alicePeer })
  })

  it('TRUST1 another account’s chain or profile under this handle is refused', () => {
    expect(checkPeer(context, peerRecord({ deviceLists: [...bobChain] }))).toEqual(refused('device-lists'))
    expect(checkPeer(context, peerRecord({ deviceLists: [] }))).toEqual(refused('device-lists'))
    expect(checkPeer(context, peerRecord({ profile: signProfile(bob) }))).toEqual(refused('profile'))
  })

  it('TRUST3 a profile that the directory did not sign, or signed elsewhere, is refused', () => {
    const own = signProfile(alice, alicePhone.signer)
    expect(checkPeer(context, peerRecord({ profile: own }))).toEqual(refused('profile'))
    const elsewhere = signProfile(alice, directory.signer, 'Alice', other.scope)
    expect(checkPeer(context, peerRecord({ profile: elsewhere }))).toEqual(refused('profile'))
  })

  it('ID1 a name that the directory let through with a check mark arrives without it', () => {
    const marked = peerRecord({ profile: signProfile(alice, directory.signer, 'Support ✓') })
    expect(checkPeer(context, marked)).toMatchObject({ ok: true, value: { displayName: 'Support' } })
    const onlyMarks = peerRecord({ profile: signProfile(alice, directory.signer, '✔️') })
    expect(checkPeer(context, onlyMarks)).toMatchObject({ ok: true, value: { displayName: 'alice' } })
  })
})

describe('an invitation', () => {
  it('TRUST1 signed by a listed device, for me, just now, is one', () => {
    expect(check(signInvitation())).toEqual({ ok: true, value: invitation() })
  })

  it('TRUST1 a fingerprint that was swapped on the way breaks the signature', () => {
    const signed = signInvitation()
    const swapped = { ...signed, text: signed.text.replace('ab'.repeat(32), 'ef'.repeat(32)) }
    expect(swapped.text).not.toBe(signed.text)
    expect(check(swapped)).toEqual(refused('signature'))
  })

  it('TRUST1 signed by somebody else, by an unlisted device, or for another directory, is none', () => {
    expect(check(signInvitation({}, mallory))).toEqual(refused('signature'))
    expect(check(signInvitation({ device: mallory.id }, mallory))).toEqual(refused('device'))
    expect(check(signInvitation({}, alicePhone, other.scope))).toEqual(refused('content'))
  })

  it.each([
    ['another call', { callId: CallId.parse('2'.repeat(32)) }],
    ['another caller', { from: bobAddress }],
    ['a caller of another directory', { from: formatAddress(alice, other.host) }],
    ['an older device list', { listNumber: 1 }],
  ] as const)('TRUST3 one that speaks of %s than the directory does is refused', (_, otherwise) => {
    expect(check(signInvitation(otherwise))).toEqual(refused('content'))
  })

  it.each([
    ['somebody else', { to: formatAddress(Handle.parse('carol'), directory.host) }],
    ['me at another directory', { to: formatAddress(bob, other.host) }],
    ['a device list that is not mine', { toListHead: Sha256.parse('9'.repeat(64)) }],
  ] as const)('TRUST1 one for %s does not ring here', (_, otherwise) => {
    expect(check(signInvitation(otherwise))).toEqual(refused('addressee'))
  })

  it('TRUST3 one older than 60 s, from the future, or expired, does not ring', () => {
    const forLong = { expiresAtMs: nowMs + 24 * 3_600_000 }
    const age = TIMES.invitationAgeMs
    expect(check(signInvitation(forLong), nowMs + age).ok).toBe(true)
    expect(check(signInvitation(forLong), nowMs + age + 1)).toEqual(refused('age'))
    expect(check(signInvitation(forLong), nowMs - age).ok).toBe(true)
    expect(check(signInvitation(forLong), nowMs - age - 1)).toEqual(refused('age'))
    expect(check(signInvitation({ expiresAtMs: nowMs - 1 }))).toEqual(refused('age'))
  })
})

describe('an answer', () => {
  const signed = signInvitation()
  const sent = { invitation: invitation(), invitationHash: testCrypto.sha256(signed.text) }
  const bobPeer = peerOf(bobChain, 'Bob')
  const accept = (otherwise: Partial<Accept> = {}): Accept => ({
    callId: sent.invitation.callId,
    invitation: sent.invitationHash,
    from: aliceAddress,
    to: bobAddress,
    device: bobLaptop.id,
    listNumber: 1,
    fingerprint: Fingerprint.parse('12'.repeat(32)),
    media: 'audio',
    nonce: Nonce.parse('34'.repeat(32)),
    ...otherwise,
  })
  const checkAnswer = (otherwise: Partial<Accept> = {}, by: TestDevice = bobLaptop) =>
    checkAccept(
      context,
      signStatement(by.signer, AcceptStatement, directory.scope, accept(otherwise)),
      bobPeer,
      sent,
    )

  it('TRUST1 by a device of the callee for this very invitation is one, and names the device', () => {
    expect(checkAnswer()).toEqual({
      ok: true,
      value: { accept: accept(), device: bobPeer.list.devices[0] },
    })
  })

  it('TRUST1 by a device that the directory made up is none', () => {
    expect(checkAnswer({ device: mallory.id }, mallory)).toEqual(refused('device'))
    expect(checkAnswer({}, mallory)).toEqual(refused('signature'))
  })

  it.each([
    ['call', { callId: CallId.parse('2'.repeat(32)) }],
    ['invitation', { invitation: Sha256.parse('7'.repeat(64)) }],
    ['caller', { from: formatAddress(Handle.parse('carol'), directory.host) }],
    ['callee', { to: formatAddress(Handle.parse('carol'), directory.host) }],
    ['device list', { listNumber: 2 }],
  ] as const)('TRUST1 to another %s than mine is refused', (_, otherwise) => {
    expect(checkAnswer(otherwise)).toEqual(refused('content'))
  })

  it('TRUST1 an invitation is no answer, though the same device signed it', () => {
    const invited = signInvitation({ device: bobLaptop.id }, bobLaptop)
    expect(checkAccept(context, invited, bobPeer, sent)).toEqual(refused('content'))
  })
})
