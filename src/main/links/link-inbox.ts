import type { Link } from './parse-link.ts'

type LinkOf<K extends Link['kind']> = Extract<Link, { kind: K }>

/** Holds the newest link of each kind until the page takes it, once. */
export type LinkInbox = {
  readonly put: (link: Link) => void
  readonly takePerson: () => LinkOf<'person'> | null
  readonly takeJoin: () => LinkOf<'join'> | null
}

export function createLinkInbox(): LinkInbox {
  let person: LinkOf<'person'> | null = null
  let join: LinkOf<'join'> | null = null
  return {
    put: (link) => {
      if (link.kind === 'person') person = link
      else join = link
    },
    takePerson: () => {
      const taken = person
      person = null
      return taken
    },
    takeJoin: () => {
      const taken = join
      join = null
      return taken
    },
  }
}
