import type { ReactNode } from 'react'
import { Button } from './button.tsx'

type Action = { readonly words: string; readonly onPress: () => void }

export type EmptyStateProps = {
  readonly icon: ReactNode
  readonly words: string
  readonly action: Action
  /** Another way on, where there is one. */
  readonly otherAction?: Action | null
}

/** One sentence, one action; where it helps, a second. */
export function EmptyState({ icon, words, action, otherAction = null }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 px-8 pb-8 text-center">
      <span
        className="flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent"
        aria-hidden="true"
      >
        {icon}
      </span>
      <p className="max-w-72 text-13 text-secondary">{words}</p>
      <Button look="quiet" onClick={action.onPress}>
        {action.words}
      </Button>
      {otherAction && (
        <Button look="quiet" onClick={otherAction.onPress}>
          {otherAction.words}
        </Button>
      )}
    </div>
  )
}
