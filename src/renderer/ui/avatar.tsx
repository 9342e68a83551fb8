import { decideAvatarColour, decideInitials } from './avatar-words.ts'
import { classNames } from './class-names.ts'

export { decideAvatarColour, decideInitials }

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
