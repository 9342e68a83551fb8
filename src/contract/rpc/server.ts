import { LIMITS } from '../limits.ts'
import { decideVersion, PROTOCOL, type VersionRange } from '../protocol.ts'
import { fail, invariant, type Result } from '../result.ts'
import type { Channel } from './channel.ts'
import { pathOf } from './client.ts'
import type {
  ChannelFailure,
  Contract,
  DeclaredFailure,
  EventName,
  ParsedInputOf,
  ProcedureName,
} from './contract.ts'
import { encodeFrame, parseFrame, type RefusalReason } from './frames.ts'
import type { z } from 'zod'

/** What a handler may answer: the output as its schema takes it, or a declared or general failure. */
export type HandlerResult<C extends Contract, N extends ProcedureName<C>> = Result<
  z.input<C['procedures'][N]['output']>,
  | DeclaredFailure<C['procedures'][N]>
  | Extract<ChannelFailure, { kind: 'rate-limited' | 'not-allowed' | 'internal' }>
>

/** One handler for each procedure; a missing one does not compile. `Caller` is who sits at the other end. */
export type Handlers<C extends Contract, Caller> = {
  readonly [N in ProcedureName<C>]: (
    input: ParsedInputOf<C, N>,
    caller: Caller,
  ) => HandlerResult<C, N> | Promise<HandlerResult<C, N>>
}

export type RpcServerOptions<Caller> = {
  readonly caller: Caller
  readonly versions?: VersionRange
  /** The largest answer that the other side reads, 64 KiB unless told. What is read here stays within that. */
  readonly maxAnswerChars?: number
  /** Asked before a call is even parsed; what it returns is answered instead. */
  readonly gate?: (procedure: string, caller: Caller) => ChannelFailure | null
  /** Told of each refusal: the procedure and the path, never the value. */
  readonly onRefused?: (what: string, reason: string) => void
  /** A handler threw: a bug on this side. The caller is told `internal`. */
  readonly onBug?: (procedure: string, error: unknown) => void
  readonly onMismatch?: (update: 'us' | 'them') => void
}

export type RpcServer<C extends Contract> = {
  readonly emit: <N extends EventName<C>>(name: N, payload: z.input<C['events'][N]>) => void
  readonly close: () => void
}

/** The answering side of a contract over a channel. Nothing that arrives can make it throw. */
export function createRpcServer<C extends Contract, Caller>(
  contract: C,
  handlers: Handlers<C, Caller>,
  channel: Channel,
  options: RpcServerOptions<Caller>,
): RpcServer<C> {
  const { caller, versions = PROTOCOL, gate = () => null, onRefused = () => {}, onBug = () => {} } = options
  const { maxAnswerChars = LIMITS.frameBytes } = options
  let isAgreed = false

  const refuse = (reason: RefusalReason) => {
    onRefused('frame', reason)
    channel.send(encodeFrame({ type: 'refused', reason }))
  }
  const answer = (
    id: number,
    result: { ok: true; value: unknown } | { ok: false; error: { kind: string } },
  ) => {
    const text = encodeFrame({ type: 'answer', id, result })
    invariant(text.length <= maxAnswerChars, 'an answer fits into a frame')
    channel.send(text)
  }

  const runHandler = async (
    name: string,
    input: unknown,
  ): Promise<Result<unknown, { readonly kind: string }>> => {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the input was parsed by this procedure's schema
      const handler = handlers[name as ProcedureName<C>] as (
        input: unknown,
        caller: Caller,
      ) => Promise<Result<unknown, { kind: string }>>
      return await handler(input, caller)
    } catch (error) {
      onBug(name, error)
      return fail({ kind: 'internal' })
    }
  }

  const handleCall = async (id: number, name: string, rawInput: unknown) => {
    const procedure = Object.hasOwn(contract.procedures, name) ? contract.procedures[name] : undefined
    if (!procedure) return answer(id, fail({ kind: 'unknown-procedure' }))
    const refusal = gate(name, caller)
    if (refusal) return answer(id, fail(refusal))
    const input = procedure.input.safeParse(rawInput)
    if (!input.success) {
      onRefused(name, pathOf(input.error))
      return answer(id, fail({ kind: 'bad-input', path: pathOf(input.error) }))
    }
    const result = await runHandler(name, input.data)
    return answer(
      id,
      result.ok ? { ok: true, value: result.value } : { ok: false, error: { ...result.error } },
    )
  }

  const dispose = channel.onFrame((text) => {
    const frame = parseFrame(text)
    if (!frame.ok) return refuse(frame.error.kind)
    if (frame.value.type === 'hello') {
      const choice = decideVersion(versions, frame.value.versions)
      isAgreed = choice.kind === 'agreed'
      if (choice.kind === 'agreed') return undefined
      options.onMismatch?.(choice.update)
      return refuse('version')
    }
    if (frame.value.type !== 'call') return refuse('not-a-frame')
    if (!isAgreed) return refuse('handshake')
    const { id, procedure, input } = frame.value
    // Also an answer that cannot be sent is a bug that the caller hears of, instead of waiting for it.
    handleCall(id, procedure, input).catch((error: unknown) => {
      onBug(procedure, error)
      answer(id, fail({ kind: 'internal' }))
    })
    return undefined
  })
  channel.onClose(dispose)
  channel.send(encodeFrame({ type: 'hello', versions: { ...versions } }))

  return {
    emit: (name, payload) => channel.send(encodeFrame({ type: 'event', event: name, payload })),
    close: () => channel.close(),
  }
}
