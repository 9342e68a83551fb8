import { Phone, PhoneOff, TriangleAlert, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallPhase, CallView } from '../../contract/bridge/snapshots.ts'
import type { CallMedia } from '../../contract/ids.ts'
import { Avatar } from '../ui/avatar.tsx'
import { BadgeMark } from '../ui/badge-mark.tsx'
import { Button } from '../ui/button.tsx'

export type RingingCall = Omit<CallView, 'phase'> & {
  readonly phase: Extract<CallPhase, { kind: 'ringing-in' }>
}

export type RingViewProps = {
  readonly call: RingingCall
  /** How many others ring besides. */
  readonly otherCount: number
  readonly onAnswer: (media: CallMedia) => void
  readonly onDecline: () => void
}

/** Who rings, by which rule, and the answers to it. Announced once for each call. */
export function RingView(props: RingViewProps) {
  const { call, otherCount } = props
  const { t } = useTranslation()
  return (
    <main className="window-drag relative flex h-full flex-col bg-page px-4 pt-3 pb-3.5">
      <span className="breathes absolute inset-x-0 top-0 flex h-1" aria-hidden="true">
        <span className="flex-1 bg-attention" />
        <span className="flex-1 bg-accent-fill" />
      </span>
      <div className="enters flex min-h-0 flex-1 items-center gap-3.5" key={call.callId}>
        {call.peer.hasChangedKey ? <ChangedKeyCaller call={call} /> : <Caller call={call} />}
        {otherCount > 0 && (
          <span className="absolute top-3 right-3 h-5 shrink-0 rounded-full bg-attention px-2 text-12 leading-5 font-semibold text-on-attention">
            {t('ring.more', { count: otherCount })}
          </span>
        )}
      </div>
      <Answers {...props} />
      <Announcement call={call} />
    </main>
  )
}

function Caller({ call }: { readonly call: RingingCall }) {
  const { t } = useTranslation()
  const { peer, media, phase } = call
  return (
    <>
      <Avatar handle={peer.handle} displayName={peer.displayName} size={56} />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex min-w-0 items-center gap-1.5">
          <h1 className="truncate text-22 font-semibold">
            <bdi>{peer.displayName}</bdi>
          </h1>
          <BadgeMark badge={peer.badge} address={peer.address} />
        </div>
        <p className="truncate text-13 text-secondary">
          @{peer.handle} · {t(media === 'video' ? 'ring.videoCall' : 'ring.voiceCall')}
        </p>
        <p className="truncate text-12 text-secondary">
          {t(`ring.rule.${phase.rule}`)}
          {peer.badge !== null && ` · ${t(`ring.badge.${peer.badge}`)}`}
        </p>
        {peer.isFirstContact && <p className="text-12 text-secondary">{t('ring.firstContact')}</p>}
      </div>
    </>
  )
}

/** Nothing shows them as the person they say they are. */
function ChangedKeyCaller({ call }: { readonly call: RingingCall }) {
  const { t } = useTranslation()
  const { peer } = call
  return (
    <>
      <span
        className="flex size-14 shrink-0 items-center justify-center rounded-full bg-stop-soft text-stop"
        aria-hidden="true"
      >
        <TriangleAlert className="size-6" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <h1 className="truncate text-22 font-semibold">
          {t('ring.changedTitle', { name: peer.displayName })}
        </h1>
        <p className="truncate text-13 text-secondary">@{peer.handle}</p>
        <p className="text-12 text-stop">{t('ring.changedBody')}</p>
      </div>
    </>
  )
}

function Answers({ call, onAnswer, onDecline }: RingViewProps) {
  const { t } = useTranslation()
  const isVideo = call.media === 'video'
  const shape = 'window-no-drag flex-1 px-2'
  return (
    <div className="mt-2.5 flex gap-2">
      <Button
        look="stop"
        className={shape}
        icon={<PhoneOff className="size-4.5" aria-hidden="true" />}
        onClick={onDecline}
      >
        {t('shared.decline')}
      </Button>
      <Button
        look={isVideo ? 'go-quiet' : 'go'}
        className={shape}
        aria-label={t('shared.answerVoice')}
        icon={<Phone className="size-4.5" aria-hidden="true" />}
        onClick={() => onAnswer('audio')}
      >
        {t('ring.voice')}
      </Button>
      <Button
        look={isVideo ? 'go' : 'go-quiet'}
        className={shape}
        aria-label={t('shared.answerVideo')}
        icon={<Video className="size-5" aria-hidden="true" />}
        onClick={() => onAnswer('video')}
      >
        {t('ring.video')}
      </Button>
    </div>
  )
}

function Announcement({ call: { peer, media } }: { readonly call: RingingCall }) {
  const { t } = useTranslation()
  const said = {
    name: peer.displayName,
    handle: peer.handle,
    kind: t(media === 'video' ? 'ring.videoCall' : 'ring.voiceCall'),
  }
  return (
    <p role="alert" className="sr-only">
      {peer.hasChangedKey ? t('ring.announceChanged', said) : t('ring.announce', said)}
    </p>
  )
}
