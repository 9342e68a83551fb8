import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import { Tooltip } from '../ui/tooltip.tsx'

const looks = {
  glass: 'call-glass text-text',
  /** What I switched off stands out, so that nobody speaks into a muted microphone for long. */
  off: 'bg-text text-page hover:bg-text/90',
  trouble: 'bg-stop-soft text-stop hover:bg-stop-soft/80',
  stop: 'bg-stop-fill text-on-fill hover:bg-stop-fill-hover',
} as const

export type ControlButtonProps = {
  readonly label: string
  /** The letter that does the same. */
  readonly shortcut: string
  readonly icon: ReactNode
  readonly look: keyof typeof looks
  readonly onPress: (() => void) | null
  /** Of a switch: whether the device is on. Null for what is no switch. */
  readonly isOn?: boolean | null
}

/** One of the round buttons that float over the call. */
export function ControlButton({ label, shortcut, icon, look, onPress, isOn = null }: ControlButtonProps) {
  const { t } = useTranslation()
  return (
    <Tooltip words={t('call.withKey', { label, key: shortcut })}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-disabled={onPress === null || undefined}
        data-on={isOn ?? undefined}
        onClick={() => onPress?.()}
        className={classNames(
          'state-change relative grid size-12 shrink-0 place-items-center rounded-full shadow-float',
          looks[look],
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
