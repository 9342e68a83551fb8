export type CloneCodec = {
  /** Throws "An object could not be cloned." for what structured clone refuses. */
  encode(value: unknown, hooks?: CloneHooks): string
  decode(text: string, hooks?: CloneHooks): unknown
}

/** How functions and promises pass, where they may (between the worlds of a page, not over IPC). */
export type CloneHooks = {
  readonly keep?: (value: object) => number
  readonly reviveFunction?: (id: number) => unknown
  readonly revivePromise?: (id: number) => unknown
}

/**
 * Structured clone as JSON text. Its source text is also injected into pages, so it uses nothing from outside.
 */
export function createCloneCodec(): CloneCodec {
  type Tagged = { t: string; v?: unknown; k?: string }
  const views: Record<string, new (buffer: ArrayBuffer) => unknown> = {
    Uint8Array,
    Int8Array,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    Uint8ClampedArray,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const errors: Record<string, new (message: string) => Error> = {
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError,
  }
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }

  function toBase64(bytes: Uint8Array): string {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }

  function pack(value: unknown, hooks: CloneHooks, seen: Set<object>): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (value === undefined) return { t: 'undefined' }
    if (typeof value === 'number') {
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { t: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
    }
    if (typeof value === 'bigint') return { t: 'bigint', v: String(value) }
    if (typeof value === 'function') return { t: 'function', v: hooks.keep ? hooks.keep(value) : refuse() }
    if (typeof value === 'symbol') return refuse()
    if (seen.has(value)) return refuse()
    seen.add(value)
    const packed = packObject(value, hooks, seen)
    seen.delete(value)
    return packed
  }

  function packObject(value: object, hooks: CloneHooks, seen: Set<object>): Tagged {
    if (Array.isArray(value)) return { t: 'array', v: value.map((item) => pack(item, hooks, seen)) }
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      const name = tagOf(value)
      return { t: 'view', k: name in views ? name : 'Uint8Array', v: toBase64(bytes) }
    }
    const tag = tagOf(value)
    if (tag === 'Promise') return { t: 'promise', v: hooks.keep ? hooks.keep(value) : refuse() }
    if (tag === 'ArrayBuffer') return { t: 'buffer', v: toBase64(new Uint8Array(value as ArrayBuffer)) }
    if (tag === 'Date') return { t: 'date', v: (value as Date).getTime() }
    if (tag === 'Map')
      return {
        t: 'map',
        v: [...(value as Map<unknown, unknown>)].map((pair) => pair.map((item) => pack(item, hooks, seen))),
      }
    if (tag === 'Set')
      return { t: 'set', v: [...(value as Set<unknown>)].map((item) => pack(item, hooks, seen)) }
    if (tag === 'RegExp') return { t: 'regexp', k: (value as RegExp).flags, v: (value as RegExp).source }
    if (value instanceof Error || tag === 'Error' || tag === 'DOMException') {
      const error = value as Error
      return { t: 'error', k: error.name, v: error.message }
    }
    if (tag !== 'Object') return refuse()
    return { t: 'object', v: Object.entries(value).map(([key, item]) => [key, pack(item, hooks, seen)]) }
  }

  function unpack(packed: unknown, hooks: CloneHooks): unknown {
    if (packed === null || typeof packed !== 'object') return packed
    const { t, v, k = '' } = packed as Tagged
    const bytes = (): ArrayBuffer => Uint8Array.from(atob(v as string), (char) => char.charCodeAt(0)).buffer
    const list = (): unknown[] => (v as unknown[]).map((item) => unpack(item, hooks))
    switch (t) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(v)
      case 'bigint':
        return BigInt(v as string)
      case 'function':
        return hooks.reviveFunction?.(v as number)
      case 'promise':
        return hooks.revivePromise?.(v as number)
      case 'array':
        return list()
      case 'view':
        return new (views[k] ?? Uint8Array)(bytes())
      case 'buffer':
        return bytes()
      case 'date':
        return new Date(v as number)
      case 'map':
        return new Map(
          (v as unknown[][]).map((pair) => pair.map((item) => unpack(item, hooks)) as [unknown, unknown]),
        )
      case 'set':
        return new Set(list())
      case 'regexp':
        return new RegExp(v as string, k)
      case 'error': {
        const error = new (errors[k] ?? Error)(v as string)
        if (error.name !== k) error.name = k
        return error
      }
      default: {
        const object: Record<string, unknown> = {}
        for (const [key, item] of v as [string, unknown][]) {
          Object.defineProperty(object, key, {
            value: unpack(item, hooks),
            enumerable: true,
            configurable: true,
            writable: true,
          })
        }
        return object
      }
    }
  }

  return {
    encode: (value, hooks = {}) => JSON.stringify(pack(value, hooks, new Set())),
    decode: (text, hooks = {}) => unpack(JSON.parse(text), hooks),
  }
}
