import { BadgeCheck, Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Badge } from '../../contract/calling-policy.ts'
import { Tooltip } from './tooltip.tsx'

export type BadgeMarkProps = {
  readonly badge: Badge | null
  /** The full address of the person, whose directory gave the badge. */
  readonly address: string
}

/** The host of a full address, which is a person's directory. */
export const hostOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** The directory's word about a person, with its meaning on hover and for screen readers. */
export function BadgeMark({ badge, address }: BadgeMarkProps) {
  const { t } = useTranslation()
  if (badge === null) return null
  const words = t(`callers.badge.${badge}`, { host: hostOf(address) })
  const isChecked = badge === 'organisation-checked'
  const Mark = isChecked ? BadgeCheck : Star
  return (
    <Tooltip words={words}>
      <span role="img" aria-label={words} className="inline-flex shrink-0 align-[-3px]">
        <Mark
          className={isChecked ? 'size-4 fill-accent-fill stroke-on-fill' : 'size-3.5 stroke-secondary'}
          strokeWidth={2}
          aria-hidden="true"
        />
      </span>
    </Tooltip>
  )
}
