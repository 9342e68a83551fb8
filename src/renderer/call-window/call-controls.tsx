import { Mic, MicOff, Phone, Video, VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CaptureState } from '../../contract/bridge/snapshots.ts'
import type { RunningScreen } from './call-screen.ts'
import { ControlButton, type ControlButtonProps } from './control-button.tsx'

const ICON = 'size-5.5'

/** What each state of a device looks like as a button. */
const LOOKS = {
  on: 'glass',
  opening: 'glass',
  off: 'off',
  missing: 'trouble',
  refused: 'trouble',
  'in-use': 'trouble',
} as const satisfies Record<CaptureState, ControlButtonProps['look']>

type ControlsProps = Pick<RunningScreen, 'media' | 'microphone' | 'camera' | 'hangUp'>

export function CallControls({ media, microphone, camera, hangUp }: ControlsProps) {
  const { t } = useTranslation()
  const isHeard = LOOKS[microphone.state] === 'glass'
  const isSeen = LOOKS[camera.state] === 'glass'
  // A voice call has no picture to miss: its camera does not stand out.
  const isQuiet = media === 'audio' && camera.state === 'off'
  const words = {
    microphone: { glass: t('call.mute'), off: t('call.unmute'), trouble: t('call.tryMicrophone') },
    camera: { glass: t('call.cameraOff'), off: t('call.cameraOn'), trouble: t('call.tryCamera') },
  }
  return (
    <div role="toolbar" aria-label={t('call.controls')} className="flex items-center gap-4">
      <ControlButton
        label={words.microphone[LOOKS[microphone.state]]}
        shortcut="M"
        icon={isHeard ? <Mic className={ICON} /> : <MicOff className={ICON} />}
        look={LOOKS[microphone.state]}
        isOn={isHeard}
        onPress={microphone.toggle}
      />
      <ControlButton
        label={words.camera[LOOKS[camera.state]]}
        shortcut="V"
        icon={isSeen ? <Video className={ICON} /> : <VideoOff className={ICON} />}
        look={isQuiet ? 'glass' : LOOKS[camera.state]}
        isOn={isSeen}
        onPress={camera.toggle}
      />
      <ControlButton
        label={t('call.hangUp')}
        shortcut="H"
        icon={<Phone className={`${ICON} rotate-135`} />}
        look="stop"
        onPress={hangUp}
      />
    </div>
  )
}
