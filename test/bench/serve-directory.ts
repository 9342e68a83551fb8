// A directory in a process of its own, with limits that no real one has: a bench is one address with many devices.
import process from 'node:process'
import { DirectoryHost } from '../../src/contract/ids.ts'
import { startDirectory } from '../../src/directory/directory.ts'
import { DEFAULT_LIMITS, type RateKind } from '../../src/directory/limits.ts'

export type DirectorySetup = {
  readonly dataDir: string
  readonly host?: string
  /** 0 takes any that is free. */
  readonly port: number
  /** Lifts every bound on how much one address and one account may do. */
  readonly isUnbounded: boolean
}
export type DirectoryFacts = { readonly port: number; readonly host: string; readonly publicKey: string }

process.on('SIGUSR2', () => globalThis.gc?.())
const setup = JSON.parse(process.argv[2] ?? '{}') as DirectorySetup
const kinds = Object.keys(DEFAULT_LIMITS.rates) as RateKind[]
const unbounded = {
  rates: Object.fromEntries(
    kinds.map((kind) => [kind, { count: 1e9, perMs: 1_000 }]),
  ) as typeof DEFAULT_LIMITS.rates,
  socketsPerAddress: 1e6,
  unsignedSocketsPerAddress: 1e6,
  ringsPerCaller: 1e6,
  ringsPerCallee: 1e6,
}
const started = await startDirectory({
  dataDir: setup.dataDir,
  port: setup.port,
  registration: 'open',
  ...(setup.host === undefined ? {} : { host: DirectoryHost.parse(setup.host) }),
  ...(setup.isUnbounded ? { limits: unbounded } : {}),
})
if (!started.ok) throw new Error(`the directory did not start: ${started.error.kind}`)
const { port, host, publicKey, close } = started.value
console.log(JSON.stringify({ port, host, publicKey } satisfies DirectoryFacts))
process.once('SIGTERM', () => void close().then(() => process.exit(0)))
// The bench that started it is gone, however it went.
process.stdin.once('end', () => process.exit(0)).resume()
