import { classNames } from './class-names.ts'

const sizes = {
  28: 'size-7 text-12',
  36: 'size-9 text-13',
  40: 'size-10 text-15',
  56: 'size-14 text-22',
  96: 'size-24 text-28',
} as const

export type AvatarProps = {
  readonly handle: string
  readonly displayName: string
  readonly size: keyof typeof sizes
  /** The dot at its corner; `hidden` and null show none. */
  readonly presence?: 'online' | 'offline' | 'hidden' | null
}

/** A decoration: the name stands beside it in words. */
export function Avatar({ handle, displayName, size, presence = null }: AvatarProps) {
  return (
    <span className="relative inline-flex shrink-0" aria-hidden="true">
      <span
        className={classNames(
          'inline-flex items-center justify-center rounded-full font-semibold text-on-fill',
          sizes[size],
        )}
        style={{ backgroundColor: `var(--avatar-${decideAvatarColour(handle)})` }}
      >
        {decideInitials(displayName, handle)}
      </span>
      {(presence === 'online' || presence === 'offline') && (
        <span
          className={classNames(
            'absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-page',
            presence === 'online' ? 'bg-go' : 'bg-line-strong',
          )}
        />
      )}
    </span>
  )
}

/** One of eight, always the same for a handle (FNV-1a). */
export function decideAvatarColour(handle: string): number {
  let hash = 0x811c9dc5
  for (const character of handle) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0) % 8
}

/** The first letters of the first and the last word, else of the handle. Whole graphemes, never half an emoji. */
export function decideInitials(displayName: string, handle: string): string {
  const words = displayName.split(/[\s\-_.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? handle]
  const letters = chosen.map((word) => firstGrapheme((word ?? '').replace(/^[^\p{L}\p{N}]+/u, '')))
  return letters.join('').toLocaleUpperCase()
}

function firstGrapheme(text: string): string {
  const [first] = new Intl.Segmenter().segment(text)
  return first?.segment ?? ''
}
