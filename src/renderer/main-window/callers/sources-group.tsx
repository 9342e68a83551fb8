import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { RingSources } from '../../../contract/calling-policy.ts'
import { Switch } from '../../ui/switch.tsx'
import { Group, Row } from '../home/settings-group.tsx'
import type { CallersViewProps } from './callers-view.tsx'

export type SourcesGroupProps = Pick<CallersViewProps, 'me' | 'draft' | 'people' | 'onEdit'>

/** Those who may ring, each source for itself. */
export function SourcesGroup({ me, draft, people, onEdit }: SourcesGroupProps) {
  const { t } = useTranslation()
  const host = me.directoryHost
  const inBook = people.filter(({ relation }) => relation.isInAddressBook).length
  const followed = people.filter(({ relation }) => relation.isFollowed).length
  const rows = [
    { source: 'addressBook', hint: t('callers.sources.addressBookHint', { count: inBook }) },
    { source: 'follows', hint: t('callers.sources.followsHint', { count: followed }) },
    { source: 'verified', hint: t('callers.sources.verifiedHint', { host }) },
    { source: 'everyone', hint: t('callers.sources.everyoneHint') },
  ] as const
  return (
    <Group title={t('callers.sources.title')}>
      {rows.map(({ source, hint }) => (
        <SwitchRow
          key={source}
          words={t(`callers.sources.${source}`, { host })}
          hint={hint}
          isOn={draft.sources[source]}
          onChange={(isOn) => onEdit({ sources: { [source]: isOn } satisfies Partial<RingSources> })}
        />
      ))}
    </Group>
  )
}

export type SwitchRowProps = {
  readonly words: string
  readonly hint: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** A switch with what it means in one line. */
export function SwitchRow({ words, hint, isOn, onChange }: SwitchRowProps) {
  const id = useId()
  return (
    <Row>
      <span className="flex min-w-0 flex-1 flex-col">
        <span id={`${id}-words`}>{words}</span>
        <span id={`${id}-hint`} className="text-13 text-secondary text-pretty">
          {hint}
        </span>
      </span>
      <Switch isOn={isOn} onChange={onChange} labelledBy={`${id}-words`} describedBy={`${id}-hint`} />
    </Row>
  )
}
