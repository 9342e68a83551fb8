import type { CloneCodec, CloneHooks } from './clone-codec.ts'

export type WorldBridge = {
  /** Functions that the other world may call by name with `callRoot`. */
  readonly roots: Map<string, (...args: unknown[]) => unknown>
  callRoot(name: string, ...args: unknown[]): unknown
}

/**
 * Lets two worlds of one page call each other's functions. Events on `window` are dispatched synchronously and
 * reach both worlds, so a call returns its value at once, as through Electron's contextBridge. The name of the
 * events is a secret of the two worlds. Injected as source text: uses nothing from outside but its arguments.
 */
export function createWorldBridge(codec: CloneCodec, sendName: string, receiveName: string): WorldBridge {
  type Message =
    | { op: 'call'; call: number; target: number | string; args: string }
    | { op: 'return' | 'throw'; call: number; value: string }
    | { op: 'settle'; promise: number; isFulfilled: boolean; value: string }
  const dispatch = window.dispatchEvent.bind(window)
  const Event = CustomEvent
  const kept = new Map<number, (...args: unknown[]) => unknown>()
  const answers = new Map<number, Extract<Message, { op: 'return' | 'throw' }>>()
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  const roots = new Map<string, (...args: unknown[]) => unknown>()
  let lastId = 0

  const send = (message: Message): void => {
    dispatch(new Event(sendName, { detail: JSON.stringify(message) }))
  }
  const hooks: CloneHooks = {
    keep(value) {
      const id = ++lastId
      if (typeof value === 'function') kept.set(id, value as (...args: unknown[]) => unknown)
      else {
        ;(value as Promise<unknown>).then(
          (result) => settle(id, true, result),
          (error: unknown) => settle(id, false, error),
        )
      }
      return id
    },
    reviveFunction:
      (id) =>
      (...args: unknown[]) =>
        call(id, args),
    revivePromise: (id) => new Promise((resolve, reject) => waiting.set(id, { resolve, reject })),
  }
  const encode = (value: unknown): string => codec.encode(value, hooks)
  const decode = (text: string): unknown => codec.decode(text, hooks)

  function settle(promise: number, isFulfilled: boolean, result: unknown): void {
    let value: string
    try {
      value = encode(result)
    } catch (error) {
      isFulfilled = false
      value = encode(error)
    }
    send({ op: 'settle', promise, isFulfilled, value })
  }

  function call(target: number | string, args: unknown[]): unknown {
    const id = ++lastId
    send({ op: 'call', call: id, target, args: encode(args) })
    const answer = answers.get(id)
    answers.delete(id)
    if (answer === undefined) throw new Error('electron-host: the other world does not answer')
    const value = decode(answer.value)
    if (answer.op === 'throw') throw value
    return value
  }

  function handleCall(message: Extract<Message, { op: 'call' }>): void {
    const run = typeof message.target === 'number' ? kept.get(message.target) : roots.get(message.target)
    try {
      if (run === undefined) throw new Error(`electron-host: no such function ${message.target}`)
      send({ op: 'return', call: message.call, value: encode(run(...(decode(message.args) as unknown[]))) })
    } catch (error) {
      const thrown = error instanceof Error ? error : new Error(String(error))
      send({ op: 'throw', call: message.call, value: encode(thrown) })
    }
  }

  window.addEventListener(receiveName, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail) as Message
    if (message.op === 'call') handleCall(message)
    else if (message.op === 'settle') {
      const promise = waiting.get(message.promise)
      waiting.delete(message.promise)
      if (message.isFulfilled) promise?.resolve(decode(message.value))
      else promise?.reject(decode(message.value))
    } else answers.set(message.call, message)
  })
  return { roots, callRoot: (name, ...args) => call(name, args) }
}
