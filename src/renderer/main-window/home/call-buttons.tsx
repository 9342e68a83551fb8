import { Phone, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallMedia } from '../../../contract/ids.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { CallObstacle } from './call-possibility.ts'

export type CallButtonsProps = {
  readonly name: string
  readonly obstacle: CallObstacle | null
  readonly onCall: (media: CallMedia) => void
  /** Out of the tab order where arrows and Enter do the same. */
  readonly isTabStop?: boolean
}

/** Voice and video, always there; impossible ones say why. */
export function CallButtons({ name, obstacle, onCall, isTabStop = true }: CallButtonsProps) {
  const { t } = useTranslation()
  const reason = obstacle === null ? null : t(`main.why.${obstacle}`, { name })
  const tabIndex = isTabStop ? 0 : -1
  return (
    <span className="flex gap-1">
      <IconButton
        label={t('main.people.voiceCall', { name })}
        icon={<Phone className="size-4.5" />}
        look="accent"
        reason={reason}
        tabIndex={tabIndex}
        onPress={obstacle === null ? () => onCall('audio') : null}
      />
      <IconButton
        label={t('main.people.videoCall', { name })}
        icon={<Video className="size-5" />}
        look="accent"
        reason={reason}
        tabIndex={tabIndex}
        onPress={obstacle === null ? () => onCall('video') : null}
      />
    </span>
  )
}
