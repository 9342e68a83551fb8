import { z } from 'zod'
import { fail, ok } from '../../src/contract/result.ts'
import type { Channel } from '../../src/contract/rpc/channel.ts'
import { createRpcClient, type RpcClientOptions } from '../../src/contract/rpc/client.ts'
import { defineContract } from '../../src/contract/rpc/contract.ts'
import { createRpcServer, type Handlers, type RpcServerOptions } from '../../src/contract/rpc/server.ts'
import { createManualClock } from '../support/manual-clock.ts'

/** One real connection: what is sent into one end comes out of the other. */
export type RpcStage = {
  readonly clientEnd: Channel
  readonly serverEnd: Channel
  readonly dispose: () => Promise<void>
}

const nothing = z.object({})

/** What the client believes. */
export const clientContract = defineContract({
  procedures: {
    'text.repeat': {
      input: z.object({ text: z.string().max(100), times: z.number().int().min(1).max(5) }),
      output: z.object({ text: z.string() }),
      failures: { 'too-long': z.object({ limit: z.number().int() }), refused: nothing },
    },
    'order.list': {
      input: z.object({ items: z.array(z.object({ pin: z.number() })) }),
      output: nothing,
      failures: {},
    },
    'answer.none': { input: nothing, output: nothing, failures: {} },
    'answer.late': {
      input: z.object({ name: z.string() }),
      output: z.object({ name: z.string() }),
      failures: {},
    },
    'answer.wrong': {
      input: nothing,
      output: z.object({ inner: z.object({ count: z.number() }) }),
      failures: {},
    },
    'answer.failing': {
      input: z.object({ kind: z.string() }),
      output: nothing,
      failures: { declared: z.object({ limit: z.number().int() }) },
    },
    'answer.bug': {
      input: z.object({ how: z.enum(['throws', 'rejects', 'unsendable', 'too-large']) }),
      output: z.object({ value: z.unknown() }),
      failures: {},
    },
    'gate.closed': { input: nothing, output: nothing, failures: {} },
    'gate.busy': { input: nothing, output: nothing, failures: {} },
    'new.here': { input: nothing, output: nothing, failures: {} },
  },
  events: {
    'count.changed': z.object({ count: z.number().int() }),
    'name.changed': z.object({ name: z.string() }),
  },
})

const { 'new.here': _, ...known } = clientContract.procedures
const anything = z.unknown()

/** What the server has: an older build, whose outputs and events are whatever a test wants them to be. */
export const serverContract = defineContract({
  procedures: {
    ...known,
    'answer.wrong': { ...known['answer.wrong'], output: anything },
    'answer.failing': { ...known['answer.failing'], failures: { declared: z.object({ limit: anything }) } },
  },
  events: { 'count.changed': anything, 'name.changed': anything, 'other.changed': anything },
})
export type ServerContract = typeof serverContract
export type Caller = { readonly name: string }

/** Answers of `answer.late` that wait for the test, by the name that was asked with. */
export type LateAnswers = Map<string, () => void>

export const createHandlers = (late: LateAnswers): Handlers<ServerContract, Caller> => ({
  'text.repeat': ({ text, times }, caller) => {
    if (text.length * times > 50) return fail({ kind: 'too-long', limit: 50 })
    return text === caller.name ? fail({ kind: 'refused' }) : ok({ text: text.repeat(times) })
  },
  'order.list': () => ok({}),
  'answer.none': () => new Promise(() => {}),
  'answer.late': ({ name }) => new Promise((resolve) => late.set(name, () => resolve(ok({ name })))),
  'answer.wrong': () => ok({ inner: { count: 'SECRET' } }),
  // The kinds that the test asks for are mostly not declared, which a hostile server need not heed.
  'answer.failing': ({ kind }) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    fail({ kind, limit: kind === 'declared' ? 7 : 'x' } as { kind: 'declared'; limit: unknown }),
  'answer.bug': ({ how }) => {
    if (how === 'throws') throw new Error('SECRET')
    if (how === 'rejects') return Promise.reject(new Error('SECRET'))
    return ok({ value: how === 'unsendable' ? 1n : 'x'.repeat(70_000) })
  },
  'gate.closed': () => ok({}),
  'gate.busy': () => ok({}),
})

export type Noted = { readonly what: string; readonly where: string }

/** A client and a server at the ends of one connection, and all that they noted. */
export function connectRpc(
  { clientEnd, serverEnd }: RpcStage,
  options: {
    readonly client?: Pick<RpcClientOptions, 'versions'>
    readonly server?: Pick<RpcServerOptions<Caller>, 'versions'>
  } = {},
) {
  const clock = createManualClock()
  const late: LateAnswers = new Map()
  const dropped: Noted[] = []
  const refused: Noted[] = []
  const bugs: string[] = []
  const mismatches: ('us' | 'them')[] = []
  const server = createRpcServer(serverContract, createHandlers(late), serverEnd, {
    caller: { name: 'alice' },
    gate: (procedure) => {
      if (procedure === 'gate.busy') return { kind: 'rate-limited', retryAfterMs: 1_500 }
      return procedure === 'gate.closed' ? { kind: 'not-allowed' } : null
    },
    onRefused: (what, where) => refused.push({ what, where }),
    onBug: (procedure) => bugs.push(procedure),
    onMismatch: (update) => mismatches.push(update),
    ...options.server,
  })
  const client = createRpcClient(clientContract, clientEnd, {
    clock,
    onDropped: (what, where) => dropped.push({ what, where }),
    ...options.client,
  })
  /** An answer to it means that everything that was sent before, both ways, has arrived. */
  const callHonestly = () => client.call('text.repeat', { text: 'ab', times: 2 })
  return { client, server, clock, late, dropped, refused, bugs, mismatches, callHonestly }
}

export const HONEST_ANSWER = { ok: true, value: { text: 'abab' } } as const
