import { Lock } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

const looks = {
  quiet: 'text-secondary hover:bg-press hover:text-text',
  accent: 'text-accent hover:bg-accent-soft',
  go: 'bg-go-fill text-on-fill hover:bg-go-fill-hover',
  stop: 'bg-stop-fill text-on-fill hover:bg-stop-fill-hover',
} as const

const sizes = {
  small: 'size-7',
  medium: 'size-9',
  large: 'size-12',
} as const

export type IconButtonProps = Omit<
  ComponentProps<'button'>,
  'type' | 'disabled' | 'aria-label' | 'onClick'
> & {
  /** Its name for everybody: read by screen readers, shown on hover. */
  readonly label: string
  readonly icon: ReactNode
  /** Null when it is impossible: then `reason` says why. */
  readonly onPress: (() => void) | null
  readonly reason?: string | null
  readonly look?: keyof typeof looks
  readonly size?: keyof typeof sizes
  readonly tooltipSide?: 'top' | 'bottom' | 'left' | 'right'
}

/** A round button without words. An impossible one keeps its place and its focus, with a lock, and says why. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, onPress, reason = null, look = 'quiet', size = 'medium', tooltipSide, ...rest } = props
  const { className, ...others } = rest
  const isImpossible = onPress === null
  const words = reason ?? label
  return (
    <Tooltip words={words} isReason={isImpossible} {...(tooltipSide ? { side: tooltipSide } : {})}>
      <button
        type="button"
        aria-label={label}
        aria-disabled={isImpossible || undefined}
        {...(isImpossible && reason !== null ? { 'aria-description': reason } : {})}
        onClick={() => onPress?.()}
        className={classNames(
          'state-change relative inline-flex shrink-0 items-center justify-center rounded-full',
          sizes[size],
          isImpossible ? 'text-secondary' : looks[look],
          className,
        )}
        {...others}
      >
        {icon}
        {isImpossible && reason !== null && (
          <span className="absolute right-0.5 bottom-0.5 rounded-full bg-page p-0.5" aria-hidden="true">
            <Lock className="size-2.5" strokeWidth={2.75} />
          </span>
        )}
      </button>
    </Tooltip>
  )
}
