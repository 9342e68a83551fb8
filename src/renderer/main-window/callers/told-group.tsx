import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Segments } from '../../ui/segments.tsx'
import { Group, Row } from '../home/settings-group.tsx'
import type { CallersViewProps } from './callers-view.tsx'

/** How much of the reason a caller sees who can't ring. */
export function ToldGroup({ draft, onEdit }: Pick<CallersViewProps, 'draft' | 'onEdit'>) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <Group title={t('callers.told.title')}>
      <Row isStacked>
        <span id={id} className="sr-only">
          {t('callers.told.title')}
        </span>
        <Segments
          labelledBy={id}
          value={draft.disclosure}
          onChange={(disclosure) => onEdit({ disclosure })}
          choices={[
            { value: 'full', words: t('callers.told.full') },
            { value: 'plain', words: t('callers.told.plain') },
          ]}
        />
        <p aria-live="polite" className="text-13 text-secondary text-pretty">
          {t(draft.disclosure === 'full' ? 'callers.told.fullHint' : 'callers.told.plainHint')}
        </p>
      </Row>
    </Group>
  )
}
