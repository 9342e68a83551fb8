import type { Clock } from '../contract/clock.ts'
import type { Crypto } from '../contract/crypto.ts'
import { type DirectoryContract, directoryContract } from '../contract/directory/contract.ts'
import type { DirectoryHost, Nonce, PublicKey, Sha256 } from '../contract/ids.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import type { Channel } from '../contract/rpc/channel.ts'
import { createRpcClient, type RpcClient } from '../contract/rpc/client.ts'
import type { StatementScope } from '../contract/statement.ts'
import { DirectoryProofStatement } from '../contract/statements.ts'
import { dialledHost } from '../domain/directory-address.ts'
import { directoryKeyIdOf, openStatement } from '../domain/signed.ts'
import type { Log, Socket, SocketTrouble } from './ports.ts'

export type LinkTrouble = SocketTrouble | 'update-this-app' | 'update-directory'

/** An open connection to a directory that has named itself and proved its key. Nobody is signed in on it yet. */
export type DirectoryLink = {
  readonly rpc: RpcClient<DirectoryContract>
  readonly scope: StatementScope
  readonly host: DirectoryHost
  readonly publicKey: PublicKey
  readonly registration: 'open' | 'invitation'
  readonly challenge: Nonce
  /** Host and port as dialled: named in the sign-in, so that it cannot be passed on. */
  readonly via: string
  readonly onClose: (listener: () => void) => () => void
  readonly close: () => void
}

export type LinkDeps = {
  readonly clock: Clock
  readonly crypto: Crypto
  readonly socket: Socket
  readonly log: Log
}

/** The signal gives up, and closes what is open by then. */
/** Where a directory is, and by what it is known. */
export type DirectoryTarget = { readonly url: string; readonly tlsKey: Sha256 | null }

export async function openDirectoryLink(
  deps: LinkDeps,
  { url, tlsKey }: DirectoryTarget,
  signal: AbortSignal,
): Promise<Result<DirectoryLink, { readonly kind: LinkTrouble }>> {
  const channel = await deps.socket.connect(url, signal, tlsKey)
  if (!channel.ok) return channel
  if (signal.aborted) channel.value.close()
  signal.addEventListener('abort', channel.value.close)
  const link = await identify(deps, url, channel.value)
  if (!link.ok) channel.value.close()
  return link
}

async function identify(
  { clock, crypto, log }: LinkDeps,
  url: string,
  channel: Channel,
): Promise<Result<DirectoryLink, { readonly kind: LinkTrouble }>> {
  const rpc = createRpcClient(directoryContract, channel, {
    clock,
    onDropped: (what, path) => log.warn('dropped what the directory sent', { what, path }),
  })
  const deviceNonce = crypto.randomNonce()
  const identity = await rpc.call('directory.identify', { deviceNonce })
  if (!identity.ok) {
    // Without a common version the directory refuses every call; its hello says which side is behind.
    if (identity.error.kind === 'disconnected') return fail({ kind: 'unreachable' })
    const isNewer = await isDirectoryNewer(rpc)
    return fail({ kind: isNewer ?? 'not-a-directory' })
  }
  const { host, publicKey, challenge, proof, registration } = identity.value
  const scope: StatementScope = { host, keyId: directoryKeyIdOf(crypto, publicKey) }
  const opened = openStatement(crypto, DirectoryProofStatement, scope, proof, publicKey)
  if (!opened.ok || opened.value.deviceNonce !== deviceNonce || opened.value.challenge !== challenge) {
    return fail({ kind: 'not-a-directory' })
  }
  return ok({
    rpc,
    scope,
    host,
    publicKey,
    registration,
    challenge,
    via: dialledHost(url),
    onClose: channel.onClose,
    close: channel.close,
  })
}

async function isDirectoryNewer(
  rpc: RpcClient<DirectoryContract>,
): Promise<'update-this-app' | 'update-directory' | null> {
  const version = await Promise.race([rpc.version, Promise.resolve(null)])
  if (!version || version.ok || version.error.kind !== 'mismatch') return null
  return version.error.update === 'us' ? 'update-this-app' : 'update-directory'
}
