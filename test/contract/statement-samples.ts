import type { z } from 'zod'
import { DirectoryHost, DirectoryKeyId } from '../../src/contract/ids.ts'
import type { StatementScope, StatementSpec } from '../../src/contract/statement.ts'
import {
  AcceptStatement,
  AttemptStatement,
  CallMessageStatement,
  DeviceListStatement,
  DirectoryProofStatement,
  InvitationStatement,
  PolicyStatement,
  ProfileStatement,
  RelationStatement,
  RingPassStatement,
  SignInStatement,
} from '../../src/contract/statements.ts'

/** What the vectors are made of. Add a sample with each new kind, and print: see `print-statement-vectors.ts`. */

export const VECTOR_SEED_HEX = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

export const VECTOR_SCOPE: StatementScope = {
  host: DirectoryHost.parse('calls.example.org:4700'),
  keyId: DirectoryKeyId.parse('0123456789abcdef0123456789abcdef'),
}

export type StatementSample = {
  readonly name: string
  readonly spec: StatementSpec<z.ZodType>
  readonly body: unknown
}

const callId = 'c0'.repeat(16)
const device = 'd0'.repeat(16)
const fingerprint = 'f0'.repeat(32)
const publicKey = 'A'.repeat(43)
const nowMs = 1_795_000_000_000

export const STATEMENT_SAMPLES: readonly StatementSample[] = [
  {
    name: 'sign-in',
    spec: SignInStatement,
    body: { handle: 'alice', device, via: 'calls.example.org:4700', challenge: '11'.repeat(32) },
  },
  {
    name: 'directory-proof',
    spec: DirectoryProofStatement,
    body: { deviceNonce: '22'.repeat(32), challenge: '11'.repeat(32), directoryTimeMs: nowMs },
  },
  {
    name: 'device-list, the first',
    spec: DeviceListStatement,
    body: {
      handle: 'alice',
      number: 1,
      previous: null,
      devices: [{ id: device, publicKey, name: 'Laptop' }],
      signedBy: device,
    },
  },
  {
    name: 'device-list, a later one, with a name that JSON must escape',
    spec: DeviceListStatement,
    body: {
      handle: 'alice',
      number: 2,
      previous: '33'.repeat(32),
      devices: [
        { id: device, publicKey, name: 'Zoé’s "big"\n\\ laptop \u2028 💻' },
        { id: 'd1'.repeat(16), publicKey: `${'B'.repeat(42)}A`, name: 'Tower' },
      ],
      signedBy: device,
    },
  },
  {
    name: 'profile',
    spec: ProfileStatement,
    body: { handle: 'alice', displayName: 'Zoé "A" \\ 李', badge: 'organisation-checked', issuedAtMs: nowMs },
  },
  {
    name: 'invitation',
    spec: InvitationStatement,
    body: {
      callId,
      from: '@alice@calls.example.org:4700',
      device,
      listNumber: 2,
      to: '@bob@calls.example.org:4700',
      toListHead: '44'.repeat(32),
      media: 'video',
      fingerprint,
      commitment: '55'.repeat(32),
      pass: `${'p'.repeat(21)}A`,
      issuedAtMs: nowMs,
      expiresAtMs: nowMs + 60_000,
    },
  },
  {
    name: 'accept',
    spec: AcceptStatement,
    body: {
      callId,
      invitation: '66'.repeat(32),
      from: '@alice@calls.example.org:4700',
      to: '@bob@calls.example.org:4700',
      device,
      listNumber: 1,
      fingerprint,
      media: 'audio',
      nonce: '77'.repeat(32),
    },
  },
  { name: 'attempt', spec: AttemptStatement, body: { callId, device, attempt: 2, fingerprint } },
  {
    name: 'call-message, reveal',
    spec: CallMessageStatement,
    body: { callId, device, counter: 1, content: { type: 'reveal', nonce: '88'.repeat(32) } },
  },
  {
    name: 'call-message, sending',
    spec: CallMessageStatement,
    body: { callId, device, counter: 2, content: { type: 'sending', microphone: true, camera: false } },
  },
  {
    name: 'policy',
    spec: PolicyStatement,
    body: {
      handle: 'alice',
      device,
      policy: {
        isCallingOn: true,
        sources: { addressBook: true, follows: false, verified: true, everyone: false },
        isDoNotDisturb: false,
        quietHours: { fromMinute: 1_320, toMinute: 420, timeZone: 'Europe/Paris' },
        disclosure: 'plain',
        revision: 7,
      },
    },
  },
  {
    name: 'relation',
    spec: RelationStatement,
    body: {
      handle: 'alice',
      device,
      person: 'bob',
      revision: 3,
      relation: {
        isInAddressBook: true,
        isFollowed: false,
        isBlocked: false,
        exception: 'always',
        grant: 'once',
      },
    },
  },
  {
    name: 'ring-pass, for one person',
    spec: RingPassStatement,
    body: {
      handle: 'alice',
      device,
      passId: '99'.repeat(32),
      forHandle: 'bob',
      expiresAtMs: nowMs + 3_600_000,
    },
  },
]
