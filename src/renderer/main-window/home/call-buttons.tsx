import { Phone, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallMedia } from '../../../contract/ids.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { CallObstacle } from './call-possibility.ts'
import { LockedButton, type StepAction } from './locked-button.tsx'

export type CallButtonsProps = {
  readonly name: string
  readonly obstacle: CallObstacle | null
  readonly onCall: (media: CallMedia) => void
  /** What can be done about the obstacle here; null where it takes another way. */
  readonly stepAction: StepAction | null
}

/** Voice and video, always there; impossible ones say why, and what to do. */
export function CallButtons({ name, obstacle, onCall, stepAction }: CallButtonsProps) {
  const { t } = useTranslation()
  const ways = [
    { media: 'audio', label: t('main.people.voiceCall', { name }), icon: <Phone className="size-4.5" /> },
    { media: 'video', label: t('main.people.videoCall', { name }), icon: <Video className="size-5" /> },
  ] as const
  return (
    <span className="flex gap-1">
      {ways.map(({ media, label, icon }) =>
        obstacle === null ? (
          <IconButton key={media} label={label} icon={icon} look="accent" onPress={() => onCall(media)} />
        ) : (
          <LockedButton
            key={media}
            label={label}
            icon={icon}
            name={name}
            obstacle={obstacle}
            action={stepAction}
          />
        ),
      )}
    </span>
  )
}
