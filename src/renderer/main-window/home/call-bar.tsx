import { Phone, PhoneOff, Video } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CallView } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { formatTimer } from '../../ui/time-words.ts'

export type CallBarProps = {
  readonly call: CallView
  readonly nowMs: number
  readonly onShow: () => void
  readonly onAnswer: (media: CallMedia) => void
  readonly onDecline: () => void
}

/** The call that runs or rings, at the top of the window. Nothing once it is over. */
export function CallBar(props: CallBarProps) {
  switch (props.call.phase.kind) {
    case 'ended':
      return null
    case 'ringing-in':
      return <RingingBar {...props} />
    case 'dialing':
    case 'ringing-out':
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return <RunningBar {...props} />
  }
}

function RunningBar({ call, nowMs, onShow }: CallBarProps) {
  const { t } = useTranslation()
  const { phase } = call
  const name = call.peer.displayName
  return (
    <section className="enters flex items-center gap-2.5 bg-go-soft py-1.5 pr-2 pl-4 text-13">
      {call.media === 'video' ? (
        <Video className="size-4 shrink-0 text-go" aria-hidden="true" />
      ) : (
        <Phone className="size-4 shrink-0 text-go" aria-hidden="true" />
      )}
      <span role="status" className="min-w-0 truncate font-medium">
        {wordPhase(t, phase.kind, name)}
      </span>
      {phase.kind === 'connected' && (
        <span className="text-secondary tabular-nums">{formatTimer(nowMs - phase.sinceMs)}</span>
      )}
      <Button look="quiet" size="small" className="ml-auto" onClick={onShow}>
        {t('main.call.show')}
      </Button>
    </section>
  )
}

function wordPhase(t: TFunction, kind: CallView['phase']['kind'], name: string): string {
  switch (kind) {
    case 'dialing':
      return t('main.call.dialing', { name })
    case 'ringing-out':
      return t('main.call.ringing', { name })
    case 'connecting':
      return t('main.call.connecting', { name })
    case 'reconnecting':
      return t('main.call.reconnecting', { name })
    case 'connected':
      return t('main.call.connected', { name })
    case 'ringing-in':
    case 'ended':
      return name
  }
}

function RingingBar({ call, onAnswer, onDecline }: CallBarProps) {
  const { t } = useTranslation()
  const name = call.peer.displayName
  const words = call.peer.hasChangedKey
    ? t('main.call.incomingChanged', { name })
    : t('main.call.incoming', { name })
  const other = call.media === 'video' ? 'audio' : 'video'
  const icons = { audio: <Phone className="size-4.5" />, video: <Video className="size-5" /> }
  const labels = { audio: t('shared.answerVoice'), video: t('shared.answerVideo') }
  return (
    <section className="enters flex items-center gap-2 border-l-4 border-attention bg-attention-soft py-2 pr-2 pl-3 text-13">
      <span role="alert" className="line-clamp-2 min-w-0 flex-1 font-semibold">
        {words}
      </span>
      <IconButton
        label={t('shared.decline')}
        look="stop"
        icon={<PhoneOff className="size-4.5" />}
        onPress={onDecline}
      />
      <IconButton label={labels[other]} look="accent" icon={icons[other]} onPress={() => onAnswer(other)} />
      <IconButton
        label={labels[call.media]}
        look="go"
        icon={icons[call.media]}
        onPress={() => onAnswer(call.media)}
      />
    </section>
  )
}
