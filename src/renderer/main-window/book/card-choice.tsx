import { ChevronsUpDown } from 'lucide-react'
import { useId } from 'react'
import { Menu, MenuChoice } from '../../ui/menu.tsx'

export type CardChoiceProps<V extends string> = {
  readonly label: string
  readonly value: V
  readonly onChange: (value: V) => void
  readonly choices: readonly { readonly value: V; readonly words: string }[]
}

/** One of several, on one line: what it is about, and what is chosen. */
export function CardChoice<V extends string>({ label, value, onChange, choices }: CardChoiceProps<V>) {
  const id = useId()
  const chosen = choices.find((choice) => choice.value === value)
  const trigger = (
    <button
      type="button"
      aria-labelledby={`${id}-label ${id}-value`}
      className="state-change flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2.5 text-13 text-secondary hover:bg-hover data-popup-open:bg-press"
    >
      <span id={`${id}-value`} className="truncate">
        {chosen?.words}
      </span>
      <ChevronsUpDown className="size-3.5 shrink-0" aria-hidden="true" />
    </button>
  )
  return (
    <div className="flex items-center justify-between gap-3 rounded-control border border-line py-1 pr-1 pl-3">
      <span id={`${id}-label`} className="shrink-0 text-13 font-medium">
        {label}
      </span>
      <Menu trigger={trigger} align="end">
        <MenuChoice value={value} onChange={onChange} choices={choices} />
      </Menu>
    </div>
  )
}
