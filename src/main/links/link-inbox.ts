import type { Link } from './parse-link.ts'

/** Holds the newest link of each kind until the page takes it, once. */
export type LinkInbox = {
  readonly put: (link: Link) => void
  readonly take: (kind: Link['kind']) => string | null
}

export function createLinkInbox(): LinkInbox {
  const waiting = new Map<Link['kind'], string>()
  return {
    put: ({ kind, text }) => void waiting.set(kind, text),
    take: (kind) => {
      const text = waiting.get(kind) ?? null
      waiting.delete(kind)
      return text
    },
  }
}
