import type { AppSnapshot } from '../contract/bridge/snapshots.ts'
import type { Clock } from '../contract/clock.ts'
import type { Crypto, Signer } from '../contract/crypto.ts'
import type { Sha256 } from '../contract/ids.ts'
import type { Result } from '../contract/result.ts'
import type { Channel } from '../contract/rpc/channel.ts'

/** Opens the device's one socket. Plain `ws` to loopback only, `wss` to all else. */
export type Socket = {
  /**
   * `url` is `ws:` or `wss:`. The signal gives up. Failures: `unreachable` (nobody answers, DNS, refused, timed out
   * after 10 s), `not-secure` (plain to another computer, or a certificate that is not trusted), `not-a-directory`
   * (answers, but not as one), `key-changed` (its TLS key is not `tlsKey`). With a `tlsKey`, the SHA-256 of the
   * server's public key as in a join link, that key alone is trusted; without one, the system's certificates.
   */
  readonly connect: (
    url: string,
    signal: AbortSignal,
    tlsKey: Sha256 | null,
  ) => Promise<Result<Channel, { readonly kind: SocketTrouble }>>
}
export type SocketTrouble = 'unreachable' | 'not-secure' | 'not-a-directory' | 'key-changed'

export type KeyVaultTrouble = 'damaged' | 'key-store-changed' | 'key-store-unavailable'

/** Keeps this device's private key; it never leaves the vault. */
export type KeyVault = {
  readonly keyStore: () => Promise<AppSnapshot['keyStore']>
  /** Null where no identity was ever made. Trouble is never answered by a new identity. */
  readonly load: () => Promise<Result<Signer | null, { readonly kind: KeyVaultTrouble }>>
  /** Makes a key and stores it before it returns. Without the system's key store it needs the person's consent. */
  readonly create: (
    acceptsPlainKey: boolean,
  ) => Promise<Result<Signer, { readonly kind: 'key-store-consent' | 'cannot-save' | 'already-there' }>>
}

/** The engine's own records on this device, each a JSON value under a name. What is read is parsed by the engine. */
export type EngineStorage = {
  /** Undefined where there is none, or where it could not be read (then it was set aside, not overwritten). */
  readonly read: (name: StoredRecord) => unknown
  /** Durable when it resolves. */
  readonly write: (
    name: StoredRecord,
    value: unknown,
  ) => Promise<Result<null, { readonly kind: 'cannot-save' }>>
}
export type StoredRecord = 'account' | 'people' | 'recents' | 'seen-calls' | 'relations' | 'passes' | 'book'

/** The directory that this app runs itself. */
export type LocalDirectory = {
  /** Starts it, or says where it already runs. */
  readonly start: () => Promise<
    Result<
      { readonly url: string },
      { readonly kind: 'directory-failed' } | { readonly kind: 'port-taken'; readonly port: number }
    >
  >
  readonly stop: () => Promise<void>
}

export type Log = {
  /** Facts without an address, a token, an SDP or a name. */
  readonly info: (what: string, facts?: Readonly<Record<string, string | number | boolean>>) => void
  readonly warn: (what: string, facts?: Readonly<Record<string, string | number | boolean>>) => void
}

export type EngineDeps = {
  readonly clock: Clock
  readonly crypto: Crypto
  readonly socket: Socket
  readonly keyVault: KeyVault
  readonly storage: EngineStorage
  readonly localDirectory: LocalDirectory
  readonly log: Log
  /** What this device calls itself in the account's device list. */
  readonly deviceName: string
  /** From 0 up to, not including, 1: spreads reconnects. */
  readonly random: () => number
}
