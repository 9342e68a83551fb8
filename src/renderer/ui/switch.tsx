import { Switch as BaseSwitch } from '@base-ui/react/switch'

export type SwitchProps = {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  /** The ids of the words beside it, or its own name. */
  readonly labelledBy?: string
  readonly label?: string
  readonly describedBy?: string
}

export function Switch({ isOn, onChange, labelledBy, label, describedBy }: SwitchProps) {
  return (
    <BaseSwitch.Root
      checked={isOn}
      onCheckedChange={onChange}
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      className="state-change inline-flex h-6 w-10 shrink-0 items-center rounded-full bg-line-strong p-0.5 data-checked:bg-go-fill"
    >
      <BaseSwitch.Thumb className="size-5 rounded-full bg-on-fill shadow-knob transition-transform duration-(--state-ms) ease-out data-checked:translate-x-4 motion-reduce:transition-none" />
    </BaseSwitch.Root>
  )
}
