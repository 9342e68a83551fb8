import type { DirectoryHost, Handle } from '../../contract/ids.ts'
import { parseTypedAddress } from '../handle.ts'
import { looksLikeJoinLink } from '../join-link.ts'
import type { CardProperty } from './card-property.ts'

export type FoundHandle = {
  readonly handle: Handle | null
  /** The address on another directory that the card gives instead; null where it gives none, or one of mine. */
  readonly elsewhere: string | null
}

/** The first handle of a card that is good on my directory: one without a host counts as such. */
export function findHandle(properties: readonly CardProperty[], host: DirectoryHost): FoundHandle {
  let elsewhere: string | null = null
  for (const property of properties) {
    const typed = readAddress(property)
    const address = typed === null ? null : parseTypedAddress(typed)
    if (!address?.ok) continue
    const { handle, host: theirs } = address.value
    if (theirs === null || theirs === host) return { handle, elsewhere: null }
    elsewhere ??= `@${handle}@${theirs}`
  }
  return { handle: null, elsewhere }
}

const LINK = /^ahoy:(?:\/\/)?/i

function readAddress({ name, value, service }: CardProperty): string | null {
  const text = (value[0] ?? '').trim()
  if (name !== 'x-ahoy' && name !== 'impp' && name !== 'url') return null
  if (LINK.test(text))
    return looksLikeJoinLink(text) ? null : decode(text.replace(LINK, '').replace(/\/$/, ''))
  if (name === 'x-ahoy') return text
  // Some address books put a scheme of their own before the name.
  return name === 'impp' && service === 'ahoy' ? decode(text.replace(/^[a-z][a-z0-9+.-]*:/i, '')) : null
}

/** As in a link, where `@` may be `%40`; text that is no link stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
