import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'

export type SegmentsProps<V extends string> = {
  readonly labelledBy: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly choices: readonly { readonly value: V; readonly words: string }[]
}

/** One of a few, side by side. */
export function Segments<V extends string>({ labelledBy, value, onChange, choices }: SegmentsProps<V>) {
  return (
    <RadioGroup
      aria-labelledby={labelledBy}
      value={value}
      onValueChange={onChange}
      className="flex flex-wrap gap-0.5 rounded-control bg-track p-0.5"
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          aria-label={choice.words}
          className="state-change flex h-7 flex-1 items-center justify-center rounded-[calc(var(--radius-control)-2px)] px-2 text-13 whitespace-nowrap text-secondary hover:text-text data-checked:bg-segment data-checked:font-medium data-checked:text-text data-checked:shadow-knob"
        >
          {choice.words}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
