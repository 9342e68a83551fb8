import { z } from 'zod'
import { DeviceListChain } from '../contract/directory/records.ts'
import { DirectoryHost, PublicKey } from '../contract/ids.ts'

/** All that the echo's thread needs to know. */
export const EchoSeat = z.object({
  url: z.string().max(400),
  host: DirectoryHost,
  publicKey: PublicKey,
  deviceLists: DeviceListChain,
  privateKeys: z.array(z.string()).min(1),
  /** The directory listens on loopback: its callers on this computer may reach the echo there too. */
  offersLoopback: z.boolean(),
})
export type EchoSeat = z.infer<typeof EchoSeat>

/** From the thread to who started it. */
export const FromEcho = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started') }),
  z.object({
    type: z.literal('log'),
    level: z.enum(['info', 'warn']),
    what: z.string().max(200),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
])
export type FromEcho = z.infer<typeof FromEcho>

/** The one thing that the thread is told. */
export const STOP_ECHO = 'stop'
