import { MicOff, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import { PersonName } from './person-name.tsx'
import type { CallStatus, RunningScreen } from './call-screen.ts'
import { formatDuration } from './format-duration.ts'

type HeaderProps = Pick<RunningScreen, 'person' | 'status' | 'remote'> & {
  /** On this device's clock, in milliseconds. */
  readonly nowMs: number
  readonly isOnPicture: boolean
}

/** Who it is, how long it has been, and what they do not send. */
export function CallHeader({ person, status, remote, nowMs, isOnPicture }: HeaderProps) {
  const { t } = useTranslation()
  const isLinked = status.kind === 'connected' || status.kind === 'reconnecting'
  return (
    <header
      className={classNames(
        'flex w-fit max-w-full min-w-0 flex-col',
        isOnPicture ? 'call-glass rounded-card px-3 py-1.5 shadow-float' : 'gap-0.5',
      )}
    >
      <h1 className="min-w-0 text-15 font-semibold">
        <PersonName name={person.displayName} />
      </h1>
      <div className="flex items-center gap-2 text-13 text-text/85">
        {isOnPicture && isLinked ? (
          <Timer sinceMs={status.sinceMs} nowMs={nowMs} />
        ) : (
          <StatusWords status={status} nowMs={nowMs} />
        )}
        {isLinked && remote.isMuted && (
          <Mark icon={<MicOff className="size-3.5" />} words={t('call.remoteMuted')} />
        )}
        {isLinked && remote.isCameraOff && (
          <Mark icon={<VideoOff className="size-3.5" />} words={t('call.remoteCameraOff')} />
        )}
      </div>
    </header>
  )
}

export function StatusWords({ status, nowMs }: { readonly status: CallStatus; readonly nowMs: number }) {
  const { t } = useTranslation()
  if (status.kind === 'connected') return <Timer sinceMs={status.sinceMs} nowMs={nowMs} />
  return <span>{t(`call.status.${status.kind}`)}</span>
}

function Timer({ sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number }) {
  const { t } = useTranslation()
  const time = formatDuration(nowMs - sinceMs)
  return (
    <span role="timer" aria-label={t('call.duration', { time })} className="tabular-nums">
      {time}
    </span>
  )
}

function Mark({ icon, words }: { readonly icon: ReactNode; readonly words: string }) {
  return (
    <span className="inline-flex items-center gap-1 before:mr-1 before:content-['·']">
      <span aria-hidden="true">{icon}</span>
      {words}
    </span>
  )
}
