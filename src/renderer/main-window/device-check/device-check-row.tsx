import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Row } from '../home/settings-group.tsx'

export type DeviceCheckRowProps = {
  /** Null during a call: the call has the devices. */
  readonly onOpen: (() => void) | null
  /** The person has just come back from the page, to where they left. */
  readonly hasComeBack: boolean
}

/** The way to the device check. */
export function DeviceCheckRow({ onOpen, hasComeBack }: DeviceCheckRowProps) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (hasComeBack) button.current?.focus()
  }, [hasComeBack])
  return (
    <Row isStacked>
      <span className="flex flex-col gap-1 text-13">
        <span className="font-medium">{t('deviceCheck.row.title')}</span>
        <span className="text-secondary">
          {onOpen ? t('deviceCheck.row.hint') : t('deviceCheck.row.inCall')}
        </span>
      </span>
      <Button
        ref={button}
        size="small"
        className="self-start"
        disabled={onOpen === null}
        onClick={() => onOpen?.()}
      >
        {t('deviceCheck.row.action')}
      </Button>
    </Row>
  )
}
