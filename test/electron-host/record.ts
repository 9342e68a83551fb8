/** One call of the app into the system that has no visible effect here. Functions and pictures are named, not kept. */
export type CallRecord = { readonly name: string; readonly args: readonly unknown[]; readonly atMs: number }
export type RequestRecord = {
  readonly url: string
  readonly method: string
  readonly resourceType: string
  readonly from: string
}

const maxRecords = 20_000

export class Recorder {
  readonly calls: CallRecord[] = []
  /** Every request of a page that leaves the app's own scheme. */
  readonly requests: RequestRecord[] = []

  call(name: string, ...args: unknown[]): void {
    if (this.calls.length < maxRecords) this.calls.push({ name, args: args.map(plain), atMs: Date.now() })
  }

  request(record: RequestRecord): void {
    if (this.requests.length < maxRecords) this.requests.push(record)
  }
}

/** As JSON can carry it to the test. */
export function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'function') return `[function ${value.name}]`
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor.name}]`
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
