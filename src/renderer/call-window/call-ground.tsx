import { MicOff } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import { CallAvatar } from './call-avatar.tsx'
import { StatusWords } from './call-header.tsx'
import type { Person } from './call-screen.ts'
import { PersonName } from './person-name.tsx'
import type { RunningViewProps } from './running-view.tsx'
import { LivePicture } from '../ui/live-picture.tsx'

type GroundProps = Pick<RunningViewProps, 'screen' | 'pictures' | 'levels' | 'nowMs'>

/** What fills the window behind everything that floats. */
export function CallGround({ screen, pictures, levels, nowMs }: GroundProps) {
  const { status, ground } = screen
  return (
    <div className="call-ground absolute inset-0">
      {ground === 'my-picture' && pictures.own && (
        <LivePicture picture={pictures.own} isMirrored className="absolute inset-0" />
      )}
      {ground === 'my-picture' && <div className="call-preview-shade absolute inset-0" />}
      {(ground === 'waiting' || ground === 'my-picture') && <Waiting screen={screen} nowMs={nowMs} />}
      {ground === 'avatars' && <TwoAvatars screen={screen} levels={levels} />}
      {/* Over all of that, and not to be seen before it is a picture: nothing is drawn anew when it comes. */}
      {pictures.remote && (
        <LivePicture
          picture={pictures.remote}
          isMirrored={false}
          className={classNames(
            'absolute inset-0',
            ground === 'avatars' && 'opacity-0',
            status.kind === 'reconnecting' && 'blur-md',
          )}
        />
      )}
      {status.kind === 'reconnecting' && ground === 'their-picture' && <Reconnecting />}
    </div>
  )
}

function Reconnecting() {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-0 grid place-items-center bg-scrim">
      <p className="call-glass enters rounded-full px-4 py-2 text-15 font-medium">
        {t('call.status.reconnecting')}
      </p>
    </div>
  )
}

/** Before they are there: who is called, and how far it is. Over my own picture it keeps clear of my face. */
function Waiting({ screen, nowMs }: Pick<GroundProps, 'screen' | 'nowMs'>) {
  const { person, status, ground } = screen
  const isOverPicture = ground === 'my-picture'
  return (
    <div
      className={classNames(
        'absolute inset-0 flex flex-col items-center gap-10 px-6',
        isOverPicture ? 'justify-start pt-8' : 'justify-center pb-20',
      )}
    >
      {!isOverPicture && (
        <CallAvatar person={person} levelRef={null} isRinging={status.kind === 'ringing-out'} />
      )}
      <div className="flex w-full max-w-140 flex-col items-center text-center">
        <h1 className="max-w-full text-28 font-semibold">
          <PersonName name={person.displayName} />
        </h1>
        <p className="max-w-full truncate text-15 text-text/75">@{person.handle}</p>
        <p className="mt-3 text-17">
          <StatusWords status={status} nowMs={nowMs} />
        </p>
      </div>
    </div>
  )
}

function TwoAvatars({ screen, levels }: Pick<GroundProps, 'screen' | 'levels'>) {
  const { t } = useTranslation()
  const muted = <MicOff className="size-4.5" />
  return (
    <div className="absolute inset-0 flex items-center justify-center gap-[clamp(2.5rem,14vw,14rem)] px-6 pt-12 pb-24">
      <Side
        person={screen.person}
        name={screen.person.displayName}
        levelRef={levels.remote}
        isAway={screen.status.kind === 'reconnecting'}
        badge={screen.remote.isMuted ? muted : null}
      />
      {screen.me && (
        <Side
          person={screen.me}
          name={t('call.you')}
          levelRef={levels.own}
          badge={screen.isOwnMuted ? muted : null}
        />
      )}
    </div>
  )
}

type SideProps = {
  readonly person: Person
  readonly name: string
  readonly levelRef: RefObject<HTMLSpanElement | null>
  readonly badge: ReactNode
  readonly isAway?: boolean
}

function Side({ person, name, levelRef, badge, isAway = false }: SideProps) {
  return (
    <div
      className={classNames(
        'call-side state-change flex w-44 min-w-0 shrink flex-col items-center',
        isAway && 'opacity-45',
      )}
    >
      <CallAvatar person={person} levelRef={levelRef} badge={badge} />
      <p className="w-full text-center text-17 font-medium">
        <PersonName name={name} />
      </p>
    </div>
  )
}
