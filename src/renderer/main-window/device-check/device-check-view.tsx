import { MicOff, Phone, Video, VideoOff, Volume2 } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallMedia } from '../../../contract/ids.ts'
import type { DeviceCheckSnapshot } from '../../media/device-check.ts'
import type { CaptureKind } from '../../media/ports.ts'
import { BackButton } from '../../ui/back-button.tsx'
import { Button } from '../../ui/button.tsx'
import { LivePicture } from '../../ui/live-picture.tsx'
import { Group, Row } from '../home/settings-group.tsx'
import { LevelBar, type LevelBarProps } from './level-bar.tsx'

export type DeviceCheckViewProps = DeviceCheckSnapshot &
  Pick<LevelBarProps, 'onLevel'> & {
    readonly onBack: () => void
    readonly onTryAgain: (kind: CaptureKind) => void
    readonly onPlay: () => void
    /** Null where the directory has no echo, or it can't be called now. */
    readonly onCallEcho: ((media: CallMedia) => void) | null
  }

/** Microphone, camera and speaker, tried before a call; then a real one, alone. */
export function DeviceCheckView(props: DeviceCheckViewProps) {
  const { onBack, isPlaying, onPlay, onCallEcho } = props
  const { t } = useTranslation()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="quiet-scroll h-full overflow-x-hidden overflow-y-auto px-3 pb-5">
      <div className="flex items-center gap-1 pb-2">
        <BackButton onPress={onBack} />
        <h2 ref={title} tabIndex={-1} className="min-w-0 flex-1 text-15 font-semibold outline-none">
          {t('deviceCheck.title')}
        </h2>
      </div>
      <div className="enters flex flex-col gap-4">
        <CameraGroup {...props} />
        <MicrophoneGroup {...props} />
        <Group title={t('deviceCheck.speaker.title')}>
          <Row>
            <p className="flex-1 text-13 text-secondary">{t('deviceCheck.speaker.hint')}</p>
            <Button
              size="small"
              icon={<Volume2 className="size-4" />}
              aria-disabled={isPlaying}
              onClick={onPlay}
            >
              {isPlaying ? t('deviceCheck.speaker.playing') : t('deviceCheck.speaker.play')}
            </Button>
          </Row>
        </Group>
        {onCallEcho && <EchoGroup onCall={onCallEcho} />}
        <p className="px-1 text-13 text-secondary">{t('deviceCheck.privacy')}</p>
      </div>
    </div>
  )
}

function CameraGroup({ camera, picture, onTryAgain }: DeviceCheckViewProps) {
  const { t } = useTranslation()
  const trouble = toTrouble(camera.state)
  return (
    <Group title={t('deviceCheck.camera.title')}>
      {trouble ? (
        <Trouble
          icon={<VideoOff className="size-5" />}
          words={`camera-${trouble}`}
          onTryAgain={() => onTryAgain('camera')}
        />
      ) : (
        <div
          role="img"
          aria-label={picture ? t('deviceCheck.camera.preview') : t('deviceCheck.camera.noPreview')}
          className="aspect-video overflow-hidden rounded-t-[calc(var(--radius-card)-1px)] bg-track"
        >
          {picture && <LivePicture picture={picture} isMirrored className="enters" />}
        </div>
      )}
      {!trouble && (
        <div className="px-3.5 py-2">
          <DeviceName name={camera.name} opening={t('deviceCheck.camera.opening')} />
        </div>
      )}
    </Group>
  )
}

function MicrophoneGroup({ microphone, onLevel, onTryAgain }: DeviceCheckViewProps) {
  const { t } = useTranslation()
  const id = useId()
  const trouble = toTrouble(microphone.state)
  return (
    <Group title={t('deviceCheck.microphone.title')}>
      {trouble ? (
        <Trouble
          icon={<MicOff className="size-5" />}
          words={`microphone-${trouble}`}
          onTryAgain={() => onTryAgain('microphone')}
        />
      ) : (
        <Row isStacked>
          <LevelBar onLevel={onLevel} label={t('deviceCheck.microphone.level')} describedBy={id} />
          <p
            id={id}
            role="status"
            className={microphone.wasHeard ? 'text-13 text-go' : 'text-13 text-secondary'}
          >
            {microphone.wasHeard ? t('deviceCheck.microphone.heard') : t('deviceCheck.microphone.hint')}
          </p>
          <DeviceName name={microphone.name} opening={t('deviceCheck.microphone.opening')} />
        </Row>
      )}
    </Group>
  )
}

function EchoGroup({ onCall }: { readonly onCall: (media: CallMedia) => void }) {
  const { t } = useTranslation()
  return (
    <Group title={t('deviceCheck.echo.title')}>
      <Row isStacked>
        <p className="text-13 text-secondary">{t('deviceCheck.echo.hint')}</p>
        <span className="flex flex-wrap gap-2">
          <Button size="small" icon={<Phone className="size-4" />} onClick={() => onCall('audio')}>
            {t('deviceCheck.echo.voice')}
          </Button>
          <Button size="small" icon={<Video className="size-4" />} onClick={() => onCall('video')}>
            {t('deviceCheck.echo.video')}
          </Button>
        </span>
      </Row>
    </Group>
  )
}

type DeviceTrouble = 'missing' | 'refused' | 'in-use'

const toTrouble = (state: DeviceCheckSnapshot['camera']['state']): DeviceTrouble | null =>
  state === 'missing' || state === 'refused' || state === 'in-use' ? state : null

type TroubleProps = {
  readonly icon: ReactNode
  readonly words: `${CaptureKind}-${DeviceTrouble}`
  readonly onTryAgain: () => void
}

function Trouble({ icon, words, onTryAgain }: TroubleProps) {
  const { t } = useTranslation()
  return (
    <Row>
      <span className="text-stop" aria-hidden="true">
        {icon}
      </span>
      <p role="status" className="min-w-0 flex-1 text-13">
        <span className="font-semibold">{t(`call.notice.${words}.what`)}</span>{' '}
        <span className="text-secondary">{t(`deviceCheck.todo.${words}`)}</span>
      </p>
      <Button size="small" look="quiet" onClick={onTryAgain}>
        {t('shared.tryAgain')}
      </Button>
    </Row>
  )
}

/** Which one it is: the wrong microphone is the commonest trouble. */
const DeviceName = ({ name, opening }: { readonly name: string; readonly opening: string }) => (
  <p className="truncate text-13 text-secondary">{name === '' ? opening : name}</p>
)
