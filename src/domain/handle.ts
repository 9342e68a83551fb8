import { Address, DirectoryHost, Handle } from '../contract/ids.ts'
import { LIMITS } from '../contract/limits.ts'
import { fail, ok, type Result } from '../contract/result.ts'

export type HandleFailure = { readonly kind: 'too-short' | 'too-long' | 'characters' }
export type TypedAddress = { readonly handle: Handle; readonly host: DirectoryHost | null }

/** Reads a handle as a person types it: outer spaces and one leading @ are dropped, case is folded. */
export function parseHandle(typed: string): Result<Handle, HandleFailure> {
  const bare = typed.trim().replace(/^@/, '')
  // Before folding: a few foreign letters fold to one of ours.
  if (/[^A-Za-z0-9_]/.test(bare)) return fail({ kind: 'characters' })
  const folded = bare.toLowerCase()
  if (folded.length < LIMITS.handleMinChars) return fail({ kind: 'too-short' })
  const handle = Handle.safeParse(folded)
  return handle.success ? ok(handle.data) : fail({ kind: 'too-long' })
}

/** Reads `@handle`, `handle` or `@handle@host`; without a host, `host` is null. */
export function parseTypedAddress(
  typed: string,
): Result<TypedAddress, HandleFailure | { readonly kind: 'bad-host' }> {
  const bare = typed.trim().replace(/^@/, '')
  const at = bare.indexOf('@')
  if (at < 0) {
    const handle = parseHandle(bare)
    return handle.ok ? ok({ handle: handle.value, host: null }) : handle
  }
  const handle = parseHandle(bare.slice(0, at))
  if (!handle.ok) return handle
  const host = DirectoryHost.safeParse(bare.slice(at + 1).toLowerCase())
  return host.success ? ok({ handle: handle.value, host: host.data }) : fail({ kind: 'bad-host' })
}

export const formatAddress = (handle: Handle, host: DirectoryHost): Address =>
  Address.parse(`@${handle}@${host}`)

/** The two parts of a full address. */
export function splitAddress(address: Address): { readonly handle: Handle; readonly host: DirectoryHost } {
  const at = address.indexOf('@', 1)
  return { handle: Handle.parse(address.slice(1, at)), host: DirectoryHost.parse(address.slice(at + 1)) }
}
