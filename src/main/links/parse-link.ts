import type { RingPassSecret } from '../../contract/call-request.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { parseTypedAddress } from '../../domain/handle.ts'
import { formatJoinLink, looksLikeJoinLink, parseJoinLink } from '../../domain/join-link.ts'
import { parsePassQuery } from '../../domain/ring-pass.ts'

export const LINK_SCHEME = 'ahoy'

export type Link =
  /** As text for the dial field: `@handle` or `@handle@host`; with the secret of a ring pass, if it carries one. */
  | { readonly kind: 'person'; readonly text: string; readonly pass: RingPassSecret | null }
  /** A join link, for the field of the first run. */
  | { readonly kind: 'join'; readonly text: string }
export type LinkFailure = { readonly kind: 'not-our-link' | 'malformed' }

const MAX_CHARS = 400

/**
 * Reads `ahoy:@handle`, `ahoy:@handle@host`, and the same with `//`, as browsers rewrite them (`%40`, a slash at
 * the end); behind a person `?pass=…`, a ring pass; and `ahoy:join?at=…&key=…`. Anything besides makes it malformed. A
 * link only ever fills in.
 */
export function parseLink(text: string): Result<Link, LinkFailure> {
  if (text.length > MAX_CHARS || !isLink(text)) return fail({ kind: 'not-our-link' })
  if (looksLikeJoinLink(text)) {
    const join = parseJoinLink(text)
    return join.ok ? ok({ kind: 'join', text: formatJoinLink(join.value) }) : fail({ kind: 'malformed' })
  }
  const rest = text.slice(LINK_SCHEME.length + 1)
  const mark = rest.indexOf('?')
  const place = mark < 0 ? rest : rest.slice(0, mark)
  const pass = mark < 0 ? null : parsePassQuery(rest.slice(mark + 1))
  if (mark >= 0 && pass === null) return fail({ kind: 'malformed' })
  const bare = place.startsWith('//') ? place.slice(2).replace(/\/$/, '') : place
  const address = bare.replaceAll(/%40/gi, '@')
  if (!/^@[A-Za-z0-9_]+(?:@[A-Za-z0-9.:-]+)?$/.test(address)) return fail({ kind: 'malformed' })
  const person = parseTypedAddress(address)
  if (!person.ok) return fail({ kind: 'malformed' })
  const { handle, host } = person.value
  return ok({ kind: 'person', text: host === null ? `@${handle}` : `@${handle}@${host}`, pass })
}

const isLink = (text: string): boolean =>
  text.slice(0, LINK_SCHEME.length + 1).toLowerCase() === `${LINK_SCHEME}:`

/** The one argument of a command line that is a link; more than one is nobody's honest click. */
export function findLink(args: readonly string[]): string | null {
  const links = args.filter(isLink)
  return links.length === 1 ? (links[0] ?? null) : null
}
