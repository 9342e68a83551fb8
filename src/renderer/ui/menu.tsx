import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type MenuProps = {
  readonly trigger: ReactElement
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
  readonly isWide?: boolean
}

/** A menu that opens from `trigger`, a button. */
export function Menu({ trigger, children, align = 'start', isWide = false }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-20">
          <BaseMenu.Popup
            className={classNames(
              'floats rounded-card bg-raised p-1 text-text shadow-float outline-none',
              isWide ? 'w-72' : 'min-w-48',
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

const itemClass = 'flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1.5 text-15 outline-none'
const plainItem = 'data-highlighted:bg-raised-hover'
const stopItem = 'text-stop data-highlighted:bg-stop-soft'

export type MenuItemProps = {
  readonly icon?: ReactNode
  readonly children: ReactNode
  readonly hint?: string
  readonly onPress: () => void
  readonly isStop?: boolean
}

export function MenuItem({ icon, children, hint, onPress, isStop = false }: MenuItemProps) {
  return (
    <BaseMenu.Item onClick={onPress} className={classNames(itemClass, isStop ? stopItem : plainItem)}>
      <span className={classNames('flex w-5 justify-center', !isStop && 'text-secondary')}>{icon}</span>
      <Words hint={hint}>{children}</Words>
    </BaseMenu.Item>
  )
}

export type MenuCheckProps = {
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** On or off, with a check mark at its end. */
export function MenuCheck({ icon, children, isOn, onChange }: MenuCheckProps) {
  return (
    <BaseMenu.CheckboxItem
      checked={isOn}
      onCheckedChange={onChange}
      closeOnClick
      className={classNames(itemClass, plainItem)}
    >
      <span className="flex w-5 justify-center text-secondary">{icon}</span>
      <Words hint={undefined}>{children}</Words>
      <BaseMenu.CheckboxItemIndicator className="ml-auto pl-3 text-accent">
        <Check className="size-4" strokeWidth={2.5} />
      </BaseMenu.CheckboxItemIndicator>
    </BaseMenu.CheckboxItem>
  )
}

export type MenuChoiceProps<V extends string> = {
  readonly value: V
  readonly onChange: (value: V) => void
  readonly choices: readonly { readonly value: V; readonly words: string; readonly hint?: string }[]
}

/** One of several, with a check mark. */
export function MenuChoice<V extends string>({ value, onChange, choices }: MenuChoiceProps<V>) {
  return (
    <BaseMenu.RadioGroup value={value} onValueChange={onChange}>
      {choices.map((choice) => (
        <BaseMenu.RadioItem
          key={choice.value}
          value={choice.value}
          closeOnClick
          className={classNames(itemClass, plainItem)}
        >
          <span className="flex w-5 justify-center text-accent">
            <BaseMenu.RadioItemIndicator>
              <Check className="size-4" strokeWidth={2.5} />
            </BaseMenu.RadioItemIndicator>
          </span>
          <Words hint={choice.hint}>{choice.words}</Words>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  )
}

export function MenuLine() {
  return <BaseMenu.Separator className="mx-2.5 my-1 h-px bg-line" />
}

function Words({ children, hint }: { readonly children: ReactNode; readonly hint: string | undefined }) {
  return (
    <span className="flex min-w-0 flex-col">
      <span>{children}</span>
      {hint !== undefined && <span className="truncate text-13 text-secondary">{hint}</span>}
    </span>
  )
}
