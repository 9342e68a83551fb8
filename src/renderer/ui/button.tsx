import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type ButtonLook =
  | 'primary'
  | 'secondary'
  | 'quiet'
  | 'link'
  | 'go'
  | 'go-quiet'
  | 'stop'
  | 'stop-quiet'

const looks = {
  primary: 'bg-accent-fill text-on-fill hover:bg-accent-fill-hover',
  secondary: 'bg-surface text-text border border-line-strong hover:bg-hover active:bg-press',
  quiet: 'text-accent hover:bg-hover active:bg-press',
  link: 'text-accent underline underline-offset-2 decoration-accent/40 hover:decoration-accent',
  go: 'bg-go-fill text-on-fill hover:bg-go-fill-hover',
  'go-quiet': 'bg-go-soft text-go hover:brightness-95',
  stop: 'bg-stop-fill text-on-fill hover:bg-stop-fill-hover',
  'stop-quiet': 'text-stop hover:bg-stop-soft',
} as const satisfies Record<ButtonLook, string>

const sizes = {
  small: 'h-7 px-2.5 text-13',
  medium: 'h-9 px-3.5 text-15',
  large: 'h-11 px-5 text-15',
} as const

export type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  readonly look?: ButtonLook
  readonly size?: keyof typeof sizes
  readonly icon?: ReactNode
  readonly isSubmit?: boolean
}

/** A button with words. */
export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'medium', icon, isSubmit = false, className, children, ...rest } = props
  return (
    <button
      type={isSubmit ? 'submit' : 'button'}
      className={classNames(
        'state-change inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-medium select-none',
        'disabled:opacity-50 disabled:pointer-events-none',
        look === 'link' ? 'rounded-small text-13' : sizes[size],
        looks[look],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </button>
  )
}
