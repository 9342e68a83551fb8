import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export type TextFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size'> & {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** A line under the field: what to type, or what happened. Null keeps its place free. */
  readonly hint?: ReactNode
  readonly tone?: 'plain' | 'good' | 'bad'
  readonly isLabelHidden?: boolean
  readonly prefix?: string
  /** A button at the end of the field. */
  readonly action?: ReactNode
}

const tones = { plain: 'text-secondary', good: 'text-go', bad: 'text-stop' } as const

/** One line of text with its label; the hint is announced when it changes. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onValue,
    hint,
    tone = 'plain',
    isLabelHidden = false,
    prefix,
    action,
    className,
    ...rest
  } = props
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-13 font-medium'}>
        {label}
      </label>
      <div
        className={classNames(
          'state-change flex h-11 items-center rounded-control border bg-field px-3 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
          tone === 'bad' ? 'border-stop' : 'border-line-strong',
        )}
      >
        {prefix !== undefined && (
          <span aria-hidden="true" className="pr-0.5 text-secondary">
            {prefix}
          </span>
        )}
        <input
          id={id}
          value={value}
          onChange={(event) => onValue(event.target.value)}
          aria-describedby={`${id}-hint`}
          aria-invalid={tone === 'bad' || undefined}
          autoComplete="off"
          spellCheck={false}
          className={classNames('h-full min-w-0 flex-1 bg-transparent text-15 outline-none', className)}
          {...rest}
        />
        {action}
      </div>
      <p
        id={`${id}-hint`}
        aria-live="polite"
        className={classNames('text-13', hint !== undefined && 'min-h-4.5', tones[tone])}
      >
        {hint}
      </p>
    </div>
  )
}
