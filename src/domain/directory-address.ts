import { fail, ok, type Result } from '../contract/result.ts'

export const DEFAULT_DIRECTORY_PORT = 4700

/** Where a directory is dialled: it may answer under another name of its own. */
export type DirectoryAddress = {
  /** As in a URL: an IPv6 address stands in brackets. */
  readonly hostname: string
  /** Null is the scheme's usual one, for a directory behind a web server. */
  readonly port: number | null
  readonly isLoopback: boolean
}

const TYPED =
  /^(?:(?:https?|wss?):\/\/)?(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::([0-9]{1,5}))?(?:\/(?:device)?)?$/

/** Reads what a person types: `host`, `host:port`, or a web address of it. */
export function parseDirectoryAddress(
  typed: string,
): Result<DirectoryAddress, { readonly kind: 'bad-address' }> {
  const match = TYPED.exec(typed.trim().toLowerCase())
  const [, hostname = '', portText] = match ?? []
  const port = portText === undefined ? null : Number(portText)
  if (!match || !isHostname(hostname) || (port !== null && (port < 1 || port > 65_535)))
    return fail({ kind: 'bad-address' })
  return ok({ hostname, port, isLoopback: isLoopbackHostname(hostname) })
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.|$)){4}(?<!\.)$/

/** A name that ends in a number is an IPv4 address or nothing: others are read as one in more than one way. */
function isHostname(hostname: string): boolean {
  if (hostname.startsWith('[')) return /^\[[0-9a-f:.]*\]$/.test(hostname) && hostname.includes(':')
  const last = hostname.slice(hostname.lastIndexOf('.') + 1)
  return /^(?:[0-9]+|0x[0-9a-f]*)$/.test(last) ? IPV4.test(hostname) : !hostname.includes('..')
}

/** This very computer: the only place that a plain connection may go to. */
export const isLoopbackHostname = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (hostname.startsWith('127.') && IPV4.test(hostname))

/** The URL of the device's socket: plain on this computer, encrypted to all others. */
export function directorySocketUrl({ hostname, port, isLoopback }: DirectoryAddress): string {
  if (isLoopback) return `ws://${hostname}:${port ?? DEFAULT_DIRECTORY_PORT}/device`
  return `wss://${hostname}${port === null ? '' : `:${port}`}/device`
}

/**
 * Where a device asks by STUN under which address it is seen: at the directory, as it was dialled. Null for one on this
 * very computer, to which every address of it looks the same.
 */
export function stunPlace(
  via: string,
  stun: { readonly port: number } | null,
): { readonly host: string; readonly port: number } | null {
  const dialled = parseDirectoryAddress(via)
  if (stun === null || !dialled.ok || dialled.value.isLoopback) return null
  return { host: dialled.value.hostname, port: stun.port }
}

/** Host and port as dialled, without scheme and path: what a sign-in names as its way. */
export const dialledHost = (url: string): string => url.replace(/^wss?:\/\//, '').replace(/\/.*$/, '')
