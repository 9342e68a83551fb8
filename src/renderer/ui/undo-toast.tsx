import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

export type UndoToastProps = {
  readonly words: string
  readonly onUndo: () => void
  /** The pointer or the focus is on it: it must not go away meanwhile. */
  readonly onHold: (isHeld: boolean) => void
}

/** Says what was just done, and takes it back. Its owner takes it away after a while. */
export function UndoToast({ words, onUndo, onHold }: UndoToastProps) {
  const { t } = useTranslation()
  // The pointer never leaves what goes away under it, as when another page opens.
  useEffect(() => () => onHold(false), [onHold])
  return (
    <div
      role="status"
      className="enters flex items-center gap-3 rounded-card bg-raised py-1.5 pr-1.5 pl-4 shadow-float"
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
    >
      <span className="min-w-0 flex-1 truncate text-13">{words}</span>
      <Button look="quiet" size="small" onClick={onUndo}>
        {t('shared.undo')}
      </Button>
    </div>
  )
}
