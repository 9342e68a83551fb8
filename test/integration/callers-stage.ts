import { randomBytes } from 'node:crypto'
import type { CallingPolicy } from '../../src/contract/calling-policy.ts'
import { RingPassSecret } from '../../src/contract/call-request.ts'
import type { Handle } from '../../src/contract/ids.ts'
import type { Relation } from '../../src/contract/relation.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import { RelationStatement, type RingPass, RingPassStatement } from '../../src/contract/statements.ts'
import { NO_RELATION } from '../../src/domain/relation.ts'
import { passIdOf } from '../../src/domain/ring-pass.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { signPolicy } from '../support/sign-policy.ts'
import {
  crypto,
  makeInvitation,
  type Person,
  register,
  signIn,
  type SignedIn,
  type Stage,
} from './directory-stage.ts'

/** Each statement of a test is newer than the one before it. */
let revision = 1

export const signRelation = (
  stage: Stage,
  by: Person,
  person: Handle,
  relation: Partial<Relation>,
  ofRevision = (revision +=
    1),
): SignedStatement =>
  signStatement(by.signer, RelationStatement, stage.scope, {
    handle: by.handle,
    device: by.device,
    person,
    revision: ofRevision,
    relation: { ...NO_RELATION, ...relation },
  })

/** How the one stands to the other from now on; throws where that fails. */
export async function relate(stage: Stage, by: SignedIn, person: Handle, relation: Partial<Relation>) {
  const statements = [signRelation(stage, by.person, person, relation)]
  const set = await by.rpc.call('relation.set', { statements })
  if (!set.ok) throw new Error(`not related: ${JSON.stringify(set.error)}`)
}

export async function setPolicy(stage: Stage, by: SignedIn, change: Partial<CallingPolicy>) {
  const statement = signPolicy(stage.scope, by.person, { revision: (revision += 1), ...change })
  const set = await by.rpc.call('policy.set', { statement })
  if (!set.ok) throw new Error(`policy not set: ${JSON.stringify(set.error)}`)
  return set.value
}

/** Nobody may ring by a source; what is said of each person decides. */
export const NOBODY = {
  sources: { addressBook: false, follows: false, verified: false, everyone: false },
} satisfies Partial<CallingPolicy>

export const newSecret = (): RingPassSecret => RingPassSecret.parse(randomBytes(16).toString('base64url'))

export const signPass = (
  stage: Stage,
  by: Person,
  secret: RingPassSecret,
  change: Partial<RingPass> = {},
): SignedStatement =>
  signStatement(by.signer, RingPassStatement, stage.scope, {
    handle: by.handle,
    device: by.device,
    passId: passIdOf(crypto, secret),
    forHandle: null,
    expiresAtMs: stage.clock.nowMs() + 60_000,
    ...change,
  })

/** What a call comes to: the state that it has at once, or the rule or the failure that refuses it. */
export async function tryCall(
  stage: Stage,
  caller: SignedIn,
  callee: Person,
  pass: RingPassSecret | null = null,
): Promise<string> {
  const invitation = makeInvitation(stage, caller.person, callee, { pass })
  const placed = await caller.rpc.call('call.place', { invitation })
  if (!placed.ok) return 'rule' in placed.error ? placed.error.rule : placed.error.kind
  const { call } = placed.value
  if (call.state.kind === 'ringing') await caller.rpc.call('call.cancel', { callId: call.callId })
  return call.state.kind === 'ended' ? call.state.reason : call.state.kind
}

/** The rule that a look at a person tells. */
export async function ruleFor(asker: SignedIn, person: Person): Promise<string> {
  const looked = await asker.rpc.call('person.lookUp', { handle: person.handle })
  return looked.ok ? looked.value.reachability.rule : looked.error.kind
}

let watchers = 0

/** Closes a device's only socket, and waits until the directory knows that it is gone. */
export async function leave(stage: Stage, line: SignedIn): Promise<void> {
  const watcher = await signIn(stage, await register(stage, `watcher_${(watchers += 1)}`))
  await relate(stage, line, watcher.person.handle, { exception: 'always' })
  await watcher.rpc.call('presence.watch', { handles: [line.person.handle] })
  line.socket.terminate()
  const isGone = (rule: string) => rule !== 'online' && rule !== 'hidden'
  await watcher.heard.until('presence.changed', ({ people }) =>
    people.some(({ presence, reachability }) => isGone(presence) || reachability.rule === 'not-available'),
  )
  watcher.socket.terminate()
}
