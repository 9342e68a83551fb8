import type { Clock } from '../clock.ts'
import { TIMES } from '../limits.ts'
import { decideVersion, PROTOCOL, type VersionRange } from '../protocol.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Channel } from './channel.ts'
import {
  ChannelFailure,
  type Contract,
  type EventName,
  type FailureOf,
  type InputOf,
  type OutputOf,
  type PayloadOf,
  type Procedure,
  type ProcedureName,
} from './contract.ts'
import { encodeFrame, type Frame, parseFrame } from './frames.ts'

export type RpcClient<C extends Contract> = {
  /** Never rejects. Without an answer in `timeoutMs` (10 s unless told) it ends as `timed-out`. */
  readonly call: <N extends ProcedureName<C>>(
    name: N,
    input: InputOf<C, N>,
    options?: { readonly timeoutMs?: number },
  ) => Promise<Result<OutputOf<C, N>, FailureOf<C, N>>>
  readonly on: <N extends EventName<C>>(name: N, listener: (payload: PayloadOf<C, N>) => void) => () => void
  /** The other side's word on the protocol version: `agreed`, or which side must be updated. */
  readonly version: Promise<
    Result<
      number,
      { readonly kind: 'mismatch'; readonly update: 'us' | 'them' } | { readonly kind: 'disconnected' }
    >
  >
  readonly close: () => void
}

export type RpcClientOptions = {
  readonly clock: Clock
  /** Told once of each frame or payload that was dropped: what it was and where it was wrong, never a value. */
  readonly onDropped?: (what: string, path: string) => void
  readonly versions?: VersionRange
  /** The largest frame that is read, 64 KiB unless told: more only from a server that is trusted. */
  readonly maxFrameChars?: number
}

type Pending = {
  readonly procedure: Procedure
  readonly settle: (result: Result<unknown, { readonly kind: string }>) => void
}

/** The calling side of a contract over a channel. Every answer and event is parsed before anybody sees it. */
export function createRpcClient<C extends Contract>(
  contract: C,
  channel: Channel,
  options: RpcClientOptions,
): RpcClient<C> {
  const { clock, onDropped = () => {}, versions = PROTOCOL } = options
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const hello = Promise.withResolvers<Awaited<RpcClient<C>['version']>>()
  let nextId = 1
  let isClosed = false

  const handleAnswer = (frame: Extract<Frame, { type: 'answer' }>) => {
    const call = pending.get(frame.id)
    if (!call) return
    if (!frame.result.ok) return call.settle(fail(readFailure(call.procedure, frame.result.error)))
    const output = call.procedure.output.safeParse(frame.result.value)
    if (output.success) return call.settle(ok(output.data))
    onDropped('answer', pathOf(output.error))
    return call.settle(fail({ kind: 'bad-output', path: pathOf(output.error) }))
  }

  const handleEvent = (frame: Extract<Frame, { type: 'event' }>) => {
    const schema = Object.hasOwn(contract.events, frame.event) ? contract.events[frame.event] : undefined
    if (!schema) return onDropped('event', frame.event)
    const payload = schema.safeParse(frame.payload)
    if (!payload.success) return onDropped(frame.event, pathOf(payload.error))
    for (const listener of [...(listeners.get(frame.event) ?? [])]) listener(payload.data)
  }

  const handleHello = (theirs: VersionRange) => {
    const choice = decideVersion(versions, theirs)
    hello.resolve(choice.kind === 'agreed' ? ok(choice.version) : fail(choice))
  }

  const disposeFrames = channel.onFrame((text) => {
    const frame = parseFrame(text, options.maxFrameChars)
    if (!frame.ok) return onDropped('frame', frame.error.kind)
    if (frame.value.type === 'answer') return handleAnswer(frame.value)
    if (frame.value.type === 'event') return handleEvent(frame.value)
    if (frame.value.type === 'hello') return handleHello(frame.value.versions)
    return onDropped('frame', frame.value.type === 'refused' ? frame.value.reason : frame.value.type)
  })

  channel.onClose(() => {
    isClosed = true
    disposeFrames()
    hello.resolve(fail({ kind: 'disconnected' }))
    for (const call of [...pending.values()]) call.settle(fail({ kind: 'disconnected' }))
  })
  channel.send(encodeFrame({ type: 'hello', versions: { ...versions } }))

  const send = (name: string, input: unknown, timeoutMs: number) =>
    new Promise<Result<unknown, { readonly kind: string }>>((resolve) => {
      const procedure = Object.hasOwn(contract.procedures, name) ? contract.procedures[name] : undefined
      if (!procedure) return resolve(fail({ kind: 'unknown-procedure' }))
      if (isClosed) return resolve(fail({ kind: 'disconnected' }))
      const id = nextId++
      const cancelTimer = clock.setTimer(timeoutMs, () => settle(fail({ kind: 'timed-out' })))
      const settle: Pending['settle'] = (result) => {
        cancelTimer()
        if (pending.delete(id)) resolve(result)
      }
      pending.set(id, { procedure, settle })
      channel.send(encodeFrame({ type: 'call', id, procedure: name, input }))
      return undefined
    })

  return {
    // The parsers above are those of the very procedure, so the value has the type that the contract names.
    call: (name, input, callOptions) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the procedure's own schemas
      send(name, input, callOptions?.timeoutMs ?? TIMES.rpcMs) as Promise<never>,
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the event's own schema
      const untyped = listener as (payload: unknown) => void
      set.add(untyped)
      return () => void set.delete(untyped)
    },
    version: hello.promise,
    close: () => channel.close(),
  }
}

function readFailure(procedure: Procedure, error: { kind: string }): { readonly kind: string } {
  const shape = Object.hasOwn(procedure.failures, error.kind) ? procedure.failures[error.kind] : undefined
  if (shape) {
    const details = shape.safeParse(error)
    return details.success ? { ...details.data, kind: error.kind } : { kind: 'internal' }
  }
  const known = ChannelFailure.safeParse(error)
  return known.success ? known.data : { kind: 'internal' }
}

/** Where an input was wrong, as a path of keys; never holds a value. */
export function pathOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[]
}): string {
  return (error.issues[0]?.path ?? []).map(String).join('.').slice(0, 200)
}
