import type { Clock } from '../../src/contract/clock.ts'
import { type DirectoryContract, directoryContract } from '../../src/contract/directory/contract.ts'
import type { DirectoryCall, RequestsRecord } from '../../src/contract/directory/records.ts'
import { DisplayName, type Handle, type Nonce } from '../../src/contract/ids.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { fail, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import type { ParsedInputOf, ProcedureName } from '../../src/contract/rpc/contract.ts'
import { createRpcServer, type Handlers, type RpcServer } from '../../src/contract/rpc/server.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import {
  DirectoryProofStatement,
  RelationStatement,
  type SignedRelation,
} from '../../src/contract/statements.ts'
import { signStatement } from '../../src/domain/signed.ts'
import { createMemoryChannelPair } from './memory-channel.ts'
import { policyOf, signedPolicy } from './sample-policy.ts'
import type { TestAccount } from './test-account.ts'
import { type TestDirectory, testCrypto } from './test-crypto.ts'

type Answers = { -readonly [N in ProcedureName<DirectoryContract>]: Handlers<DirectoryContract, null>[N] }
type Asked = { readonly procedure: ProcedureName<DirectoryContract>; readonly input: unknown }

/** A directory that does what the test says: it holds real keys, and keeps no rules of its own. */
export type ScriptedDirectory = {
  readonly keys: TestDirectory
  /** What the device is answered. A test replaces what it wants to lie about. */
  readonly answers: Answers
  /** The calls that it tells at sign-in. */
  calls: readonly DirectoryCall[]
  /** Its copy of the owner's policy. */
  policy: SignedStatement | null
  requests: RequestsRecord
  /** Its copies of how the owner stands to people. */
  readonly relations: Map<Handle, SignedStatement>
  /** What it says of them at sign-in, and with each page. */
  relationsMark: number
  /** Whom a look-up finds. */
  readonly accounts: Map<string, TestAccount>
  readonly connect: () => Channel
  readonly emit: RpcServer<DirectoryContract>['emit']
  /** A snapshot of calls, as an event. */
  readonly tell: (...calls: readonly DirectoryCall[]) => void
  readonly cut: () => void
  /** Everything that the device asked, in order. */
  readonly asked: readonly Asked[]
  readonly inputsOf: <N extends ProcedureName<DirectoryContract>>(
    procedure: N,
  ) => readonly ParsedInputOf<DirectoryContract, N>[]
  nowMs: () => number
}

export function createScriptedDirectory(
  keys: TestDirectory,
  owner: TestAccount,
  clock: Clock,
): ScriptedDirectory {
  const asked: Asked[] = []
  const servers = new Set<RpcServer<DirectoryContract>>()
  const channels = new Set<Channel>()

  const directory: ScriptedDirectory = {
    keys,
    answers: createAnswers(() => directory, owner),
    calls: [],
    policy: signedPolicy(keys, owner, policyOf()),
    requests: { received: [], sent: [] },
    relations: new Map(),
    relationsMark: 1,
    accounts: new Map(),
    connect: () => {
      const pair = createMemoryChannelPair('async')
      const server = createRpcServer(directoryContract, currentAnswers(directory), pair.right, {
        caller: null,
        gate: () => null,
      })
      servers.add(server)
      channels.add(pair.right)
      pair.right.onClose(() => {
        servers.delete(server)
        channels.delete(pair.right)
      })
      return pair.left
    },
    emit: (name, payload) => {
      for (const server of servers) server.emit(name, payload)
    },
    tell: (...calls) =>
      directory.emit('calls.changed', { calls: [...calls], directoryTimeMs: directory.nowMs() }),
    cut: () => {
      for (const channel of [...channels]) channel.close()
    },
    asked,
    inputsOf: (procedure) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- recorded with the input of this very procedure
      asked.filter((each) => each.procedure === procedure).map(({ input }) => input) as never,
    nowMs: clock.nowMs,
  }
  return directory
}

/** Looks each answer up when it is asked for, so that a test can change it at any time; notes what was asked. */
function currentAnswers(directory: ScriptedDirectory): Handlers<DirectoryContract, null> {
  const asked = directory.asked as Asked[]
  return new Proxy(directory.answers, {
    get: (answers, name: ProcedureName<DirectoryContract>) => (input: unknown) => {
      asked.push({ procedure: name, input })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the input was parsed by this procedure's schema
      return answers[name](input as never, null)
    },
  })
}

function createAnswers(directory: () => ScriptedDirectory, owner: TestAccount): Answers {
  const me = () => ({
    handle: owner.handle,
    displayName: DisplayName.parse('Me'),
    device: owner.device.id,
    deviceLists: [...owner.deviceLists],
    policy: directory().policy,
    badge: null,
    plan: 'free' as const,
    placingRefusal: null,
  })
  const noCall = () => fail({ kind: 'no-such-call' } as const)
  const done = () => ok({})
  return {
    'directory.identify': ({ deviceNonce }) => ok(identify(directory(), deviceNonce)),
    'handle.check': () => ok({ state: 'free' }),
    'account.register': ({ handle }) => ok({ handle }),
    'session.signIn': () =>
      ok({
        me: me(),
        calls: [...directory().calls],
        requests: directory().requests,
        relationsMark: directory().relationsMark,
        directoryTimeMs: directory().nowMs(),
        stun: null,
      }),
    'account.setDisplayName': ({ displayName }) => ok({ ...me(), displayName }),
    'policy.set': ({ statement }) => {
      directory().policy = statement
      return ok(me())
    },
    ...createNoCallers(),
    'relation.set': ({ statements }) => {
      for (const statement of statements) {
        const { person, revision } = readRelation(statement)
        const current = directory().relations.get(person)
        if (current && readRelation(current).revision >= revision)
          return fail({ kind: 'older-revision', current })
      }
      for (const statement of statements) directory().relations.set(readRelation(statement).person, statement)
      return ok({ mark: null })
    },
    'relation.list': ({ after }) => {
      const people = [...directory().relations.keys()].toSorted()
      const rest = people.filter((person) => after === null || person > after)
      const page = rest.slice(0, LIMITS.relationsPerFrame)
      const statements = page.flatMap((person) => directory().relations.get(person) ?? [])
      return ok({
        statements,
        next: rest.length > page.length ? (page.at(-1) ?? null) : null,
        mark: directory().relationsMark,
      })
    },
    'person.lookUp': ({ handle }) => {
      const account = directory().accounts.get(handle)
      if (!account) return fail({ kind: 'not-found' })
      return ok({
        ...account.record,
        reachability: { verdict: 'allowed', rule: 'everyone' },
        presence: 'online',
      })
    },
    'presence.watch': () => ok({ people: [] }),
    'call.place': () => fail({ kind: 'not-found' }),
    'call.accept': noCall,
    'call.decline': noCall,
    'call.cancel': noCall,
    'call.end': noCall,
    'call.signal': done,
    'call.message': done,
    'call.attempt': done,
    'call.renew': done,
    'call.acknowledge': done,
  }
}

/** Nobody stands in any relation, asks, or has a pass. */
export function createNoCallers() {
  return {
    'relation.set': () => ok({ mark: null }),
    'relation.list': () => ok({ statements: [], next: null, mark: 0 }),
    'follow.list': () => ok({ profiles: [], next: null, count: 0 }),
    'request.send': () => ok({}),
    'request.withdraw': () => ok({}),
    'request.answer': () => ok({}),
    'pass.make': () => ok({}),
    'pass.revoke': () => ok({}),
    'pass.list': () => ok({ passes: [] }),
  } as const satisfies Partial<Handlers<DirectoryContract, unknown>>
}

/** What a relation says, whoever signed it. */
export const readRelation = ({ text }: SignedStatement): SignedRelation =>
  RelationStatement.body.parse(JSON.parse(text.split('\n')[4] ?? ''))

/** Names itself and proves its key, as every directory does first. */
export function identify({ keys, nowMs }: Pick<ScriptedDirectory, 'keys' | 'nowMs'>, deviceNonce: Nonce) {
  const challenge = testCrypto.randomNonce()
  const proof = signStatement(keys.signer, DirectoryProofStatement, keys.scope, {
    deviceNonce,
    challenge,
    directoryTimeMs: nowMs(),
  })
  return {
    host: keys.host,
    publicKey: keys.signer.publicKey,
    challenge,
    proof,
    registration: 'open' as const,
  }
}
