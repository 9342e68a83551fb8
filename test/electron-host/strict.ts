import { EventEmitter } from 'node:events'

/** Names that Node, promises and printing look up on any object; they are absent in Electron too. */
const quietNames = new Set([
  'then',
  'catch',
  'toJSON',
  'inspect',
  'domain',
  'nodeType',
  '$$typeof',
  'asymmetricMatch',
  'module.exports',
  '__esModule',
])

export function notImplemented(name: string): Error {
  return new Error(`electron-host: ${name} is not implemented`)
}

function readStrictly(owner: string, target: object, key: string | symbol, receiver: unknown): unknown {
  if (typeof key === 'symbol' || key in target || quietNames.has(key))
    return Reflect.get(target, key, receiver)
  throw notImplemented(`${owner}.${key}`)
}

/** Any member that `members` lacks throws when it is read, so that the stand-in can't hide a missing piece. */
export function strictObject<T extends object>(owner: string, members: T): T {
  return new Proxy(members, { get: (target, key, receiver) => readStrictly(owner, target, key, receiver) })
}

/** A whole module that the stand-in lacks: it can be imported, and throws on first use. */
export function missingModule(name: string): object {
  const target = (): never => {
    throw notImplemented(name)
  }
  return new Proxy(target, {
    get: (_target, key) => {
      if (typeof key === 'symbol' || quietNames.has(key)) return undefined
      throw notImplemented(`${name}.${key}`)
    },
    construct: () => {
      throw notImplemented(`new ${name}`)
    },
  })
}

/** The end of a prototype chain: whatever was not found before it throws. */
function strictEnd(owner: string): object {
  return new Proxy(Object.prototype, {
    get: (target, key, receiver) => readStrictly(owner, target, key, receiver),
  })
}

/**
 * A base class with EventEmitter's methods on which unknown members throw when read and unknown events throw
 * when listened to. The trap sits at the end of the prototype chain, so `this` stays the plain object.
 */
export function strictEmitter(owner: string, events: readonly string[]): new () => EventEmitter {
  const known = new Set<string | symbol>([...events, 'newListener', 'removeListener'])
  class Base extends EventEmitter {}
  const prototype = Base.prototype
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(EventEmitter.prototype))) {
    if (key !== 'constructor') Object.defineProperty(prototype, key, descriptor)
  }
  for (const key of ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'] as const) {
    const original = EventEmitter.prototype[key]
    Object.defineProperty(prototype, key, {
      configurable: true,
      writable: true,
      value(this: EventEmitter, event: string | symbol, listener: (...args: unknown[]) => void) {
        if (!known.has(event)) throw notImplemented(`${owner} event '${String(event)}'`)
        return original.call(this, event, listener)
      },
    })
  }
  Object.setPrototypeOf(prototype, strictEnd(owner))
  return Base
}

/** The same for the static side of a class. */
export function strictStatics<T extends abstract new (...args: never[]) => object>(
  owner: string,
  type: T,
): T {
  return new Proxy(type, { get: (target, key, receiver) => readStrictly(owner, target, key, receiver) })
}

export type HostEvent = { defaultPrevented: boolean; preventDefault(): void }

/** What Electron hands to a listener that may prevent the default action. */
export function createEvent<T extends object>(fields: T): T & HostEvent {
  return Object.assign(
    {
      defaultPrevented: false,
      preventDefault(this: HostEvent) {
        this.defaultPrevented = true
      },
    },
    fields,
  )
}
