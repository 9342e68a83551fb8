import type { LinkedPerson } from './parse-link.ts'

/** Holds the newest link until the dial field takes it, once. */
export type LinkInbox = {
  readonly put: (person: LinkedPerson) => void
  readonly take: () => LinkedPerson | null
}

export function createLinkInbox(): LinkInbox {
  let waiting: LinkedPerson | null = null
  return {
    put: (person) => {
      waiting = person
    },
    take: () => {
      const person = waiting
      waiting = null
      return person
    },
  }
}
