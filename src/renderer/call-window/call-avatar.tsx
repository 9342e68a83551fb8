import type { ReactNode, RefObject } from 'react'
import { Avatar, decideAvatarColour } from '../ui/avatar.tsx'
import { classNames } from '../ui/class-names.ts'
import type { Person } from './call-screen.ts'

export type CallAvatarProps = {
  readonly person: Person
  /** Its style's `--level` is written from outside, at each frame; null draws no rings. */
  readonly levelRef: RefObject<HTMLSpanElement | null> | null
  readonly badge?: ReactNode
  /** A ring that breathes while theirs rings. */
  readonly isRinging?: boolean
}

/** A person on the quiet ground, with rings that grow with the voice. */
export function CallAvatar({ person, levelRef, badge = null, isRinging = false }: CallAvatarProps) {
  const colour = { color: `var(--avatar-${decideAvatarColour(person.handle)})` }
  return (
    <span className="call-avatar relative grid size-36 place-items-center" aria-hidden="true">
      {isRinging && <span className="absolute -inset-5 rounded-full border-2 border-attention breathes" />}
      {levelRef && (
        <span ref={levelRef} className="absolute inset-0" style={colour}>
          <span className="call-level call-level-far absolute -inset-2" />
          <span className="call-level absolute -inset-2" />
        </span>
      )}
      <span className="relative grid size-36 scale-150 place-items-center">
        <Avatar handle={person.handle} displayName={person.displayName} size={96} />
      </span>
      {badge && (
        <span
          className={classNames(
            'absolute right-1 bottom-1 grid size-9 place-items-center rounded-full',
            'border-2 border-page bg-raised text-text',
          )}
        >
          {badge}
        </span>
      )}
    </span>
  )
}
