import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'

export type ChoiceCard<V extends string> = {
  readonly value: V
  readonly words: string
  readonly hint: string
  readonly icon: ReactNode
  /** A word that sets it apart. */
  readonly mark?: string
}

export type ChoiceCardsProps<V extends string> = {
  readonly label: string
  /** Null until somebody has chosen: nothing is chosen for them. */
  readonly value: V | null
  readonly onChange: (value: V) => void
  readonly choices: readonly ChoiceCard<V>[]
}

/** A question with a few answers, each with what it means. */
export function ChoiceCards<V extends string>({ label, value, onChange, choices }: ChoiceCardsProps<V>) {
  return (
    <RadioGroup<V | null>
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      className="flex flex-col gap-3"
    >
      {choices.map((choice) => (
        <Card key={choice.value} {...choice} />
      ))}
    </RadioGroup>
  )
}

function Card<V extends string>({ value, words, hint, icon, mark }: ChoiceCard<V>) {
  const id = useId()
  return (
    <Radio.Root
      value={value}
      aria-labelledby={`${id}-words`}
      aria-describedby={`${id}-hint`}
      className="group state-change flex items-center gap-3.5 rounded-card border border-line bg-surface p-4 text-left hover:bg-hover data-checked:border-accent data-checked:bg-accent-soft"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-press text-secondary group-data-checked:bg-accent-fill group-data-checked:text-on-fill">
        {icon}
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span id={`${id}-words`} className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
          {words}
          {mark !== undefined && (
            <span className="rounded-full bg-go-soft px-2 text-12 font-medium text-go">{mark}</span>
          )}
        </span>
        <span id={`${id}-hint`} className="text-13 text-secondary">
          {hint}
        </span>
      </span>
      <span className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong group-data-checked:border-accent group-data-checked:bg-accent-fill">
        <Radio.Indicator className="size-2 rounded-full bg-on-fill" />
      </span>
    </Radio.Root>
  )
}
