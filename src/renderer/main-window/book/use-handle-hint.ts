import { useEffect, useState } from 'react'
import type { Contact, ContactId } from '../../../contract/bridge/book.ts'
import { parseHandle, parseTypedAddress } from '../../../domain/handle.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { useBridge, useTopic } from '../../bridge/use-bridge.ts'

/** A pause in typing this long asks the directory. */
const PAUSE_MS = 250

/** What is known of a handle while it is typed. The first row may be saved, the second may not. */
export type HandleHint =
  | { readonly kind: 'none' | 'checking' | 'known' | 'not-found' | 'unreachable' }
  | { readonly kind: 'found'; readonly name: string }
  | { readonly kind: 'too-short' | 'too-long' | 'characters' | 'myself' }
  | { readonly kind: 'other-directory'; readonly host: string }
  | { readonly kind: 'in-use'; readonly name: string }

/** Judges a typed handle: what is wrong by itself at once, who has it after a pause. */
export function useHandleHint(typed: string, contactId: ContactId | null): HandleHint {
  const { call } = useBridge()
  const me = useTopic('me')
  const { contacts } = useTopic('book')
  const atOnce = judgeAtOnce(typed, { me, contacts, contactId })
  const [told, setTold] = useState<{ readonly typed: string; readonly hint: HandleHint } | null>(null)
  const isAsked = atOnce.kind === 'checking'
  useEffect(() => {
    if (!isAsked) return
    const asked = { isWanted: true }
    const ask = async () => {
      const answer = await call('people.find', { typed: `@${typed.trim().replace(/^@/, '')}` })
      if (asked.isWanted)
        setTold({ typed, hint: answer.ok ? toHint(answer.value.exact) : { kind: 'unreachable' } })
    }
    const cancel = pageClock.setTimer(PAUSE_MS, () => void ask())
    return () => {
      asked.isWanted = false
      cancel()
    }
  }, [isAsked, typed, call])
  return isAsked && told?.typed === typed ? told.hint : atOnce
}

type Known = {
  readonly me: { readonly handle: string; readonly directoryHost: string } | null
  readonly contacts: readonly Contact[]
  readonly contactId: ContactId | null
}

function judgeAtOnce(typed: string, { me, contacts, contactId }: Known): HandleHint {
  if (typed.trim().replace(/^@/, '') === '') return { kind: 'none' }
  const address = parseTypedAddress(typed)
  const host = address.ok ? address.value.host : null
  if (host !== null && host !== me?.directoryHost) return { kind: 'other-directory', host }
  const handle = address.ok ? address.value.handle : null
  if (handle === null) {
    const parsed = parseHandle(typed)
    return { kind: parsed.ok ? 'characters' : parsed.error.kind }
  }
  if (handle === me?.handle) return { kind: 'myself' }
  const holder = contacts.find((contact) => contact.handle === handle)
  if (!holder) return { kind: 'checking' }
  return holder.contactId === contactId ? { kind: 'known' } : { kind: 'in-use', name: holder.name }
}

type Exact =
  | { readonly kind: 'found'; readonly person: { readonly displayName: string } }
  | { readonly kind: 'other-directory'; readonly host: string }
  | { readonly kind: 'none' | 'myself' | 'not-found' | 'directory-unreachable' }

function toHint(exact: Exact): HandleHint {
  switch (exact.kind) {
    case 'found':
      return { kind: 'found', name: exact.person.displayName }
    case 'other-directory':
      return { kind: 'other-directory', host: exact.host }
    case 'directory-unreachable':
      return { kind: 'unreachable' }
    // Somebody of my own list needs no asking.
    case 'none':
      return { kind: 'known' }
    case 'myself':
    case 'not-found':
      return { kind: exact.kind }
  }
}

/** Whether a card may be saved with it. */
export const isGoodHint = ({ kind }: HandleHint): boolean =>
  kind === 'none' ||
  kind === 'checking' ||
  kind === 'known' ||
  kind === 'found' ||
  kind === 'not-found' ||
  kind === 'unreachable'
