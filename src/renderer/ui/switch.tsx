import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { classNames } from './class-names.ts'

const sizes = {
  medium: { track: 'h-6 w-10', thumb: 'size-5 data-checked:translate-x-4' },
  large: { track: 'h-8 w-13', thumb: 'size-7 data-checked:translate-x-5' },
} as const

export type SwitchProps = {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** The ids of the words beside it, or its own name. */
  readonly labelledBy?: string
  readonly label?: string
  readonly describedBy?: string
  readonly size?: keyof typeof sizes
}

export function Switch({ isOn, onChange, labelledBy, label, describedBy, size = 'medium' }: SwitchProps) {
  return (
    <BaseSwitch.Root
      checked={isOn}
      onCheckedChange={onChange}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className={classNames(
        'state-change inline-flex shrink-0 items-center rounded-full bg-line-strong p-0.5 data-checked:bg-go-fill',
        sizes[size].track,
      )}
    >
      <BaseSwitch.Thumb
        className={classNames(
          'rounded-full bg-on-fill shadow-knob transition-transform duration-(--state-ms) ease-out motion-reduce:transition-none',
          sizes[size].thumb,
        )}
      />
    </BaseSwitch.Root>
  )
}
