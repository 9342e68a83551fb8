import { Sha256 } from '../contract/ids.ts'
import { fail, ok, type Result } from '../contract/result.ts'
import { type DirectoryAddress, parseDirectoryAddress } from './directory-address.ts'

/** How to reach a directory that vouches for itself by its own key, and not by a certificate authority. */
export type JoinLink = {
  readonly address: DirectoryAddress
  /** SHA-256 of its TLS public key (SubjectPublicKeyInfo, DER). */
  readonly tlsKey: Sha256
}

const PREFIX = 'ahoy:join?'
const MAX_CHARS = 500

/** Such as `ahoy:join?at=192.0.2.4:4701&key=…`. */
export function formatJoinLink({ address, tlsKey }: JoinLink): string {
  const port = address.port === null ? '' : `:${address.port}`
  return `${PREFIX}at=${address.hostname}${port}&key=${tlsKey}`
}

export const looksLikeJoinLink = (typed: string): boolean => /^\s*ahoy:(?:\/\/)?join\b/i.test(typed)

/** Reads a join link as a person pastes it, or as a browser hands it over (`ahoy://join?…`). */
export function parseJoinLink(typed: string): Result<JoinLink, { readonly kind: 'bad-address' }> {
  const text = typed.trim().replace(/^ahoy:\/\/join\/?\?/i, PREFIX)
  if (text.length > MAX_CHARS || !text.toLowerCase().startsWith(PREFIX)) return fail({ kind: 'bad-address' })
  const fields = new Map<string, string>()
  for (const part of text.slice(PREFIX.length).split('&')) {
    const [name = '', value = ''] = part.split('=', 2)
    // A field that comes twice is read in two ways by somebody: refused.
    if (fields.has(name)) return fail({ kind: 'bad-address' })
    fields.set(name, value.replaceAll(/%3a/gi, ':').replaceAll(/%5b/gi, '[').replaceAll(/%5d/gi, ']'))
  }
  const address = parseDirectoryAddress(fields.get('at') ?? '')
  const tlsKey = Sha256.safeParse(fields.get('key')?.toLowerCase())
  const isPlain = /^[a-z0-9.:[\]-]+$/i.test(fields.get('at') ?? '')
  if (!address.ok || !tlsKey.success || !isPlain) return fail({ kind: 'bad-address' })
  return ok({ address: address.value, tlsKey: tlsKey.data })
}
