import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export type EmptyStateProps = {
  readonly icon: ReactNode
  readonly words: string
  readonly action: { readonly words: string; readonly onPress: () => void }
}

/** One sentence, one action. */
export function EmptyState({ icon, words, action }: EmptyStateProps) {
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
    </div>
  )
}
