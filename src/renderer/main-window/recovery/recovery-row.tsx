import { useTranslation } from 'react-i18next'
import type { SettingsSnapshot } from '../../../contract/bridge/snapshots.ts'
import { Button } from '../../ui/button.tsx'
import { Row } from '../home/settings-group.tsx'

export type RecoveryRowProps = {
  readonly handle: string
  readonly recoveryFile: SettingsSnapshot['recoveryFile']
  readonly onSave: () => void
}

/** Whether there is a way back to this account, and the way to make one. */
export function RecoveryRow({ handle, recoveryFile, onSave }: RecoveryRowProps) {
  const { t } = useTranslation()
  return (
    <Row isStacked>
      <span className="flex flex-col gap-1 text-13">
        <span className="font-medium">{t('recovery.row.title')}</span>
        <span className="text-secondary">
          {recoveryFile === 'saved' ? t('recovery.row.saved') : t('recovery.row.none', { handle })}
        </span>
      </span>
      <Button size="small" className="self-start" onClick={onSave}>
        {t('recovery.row.action')}
      </Button>
    </Row>
  )
}
