import { MicOff, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PersonName } from './person-name.tsx'
import type { CallStatus, RunningScreen } from './call-screen.ts'
import { formatDuration } from './format-duration.ts'

type HeaderProps = Pick<RunningScreen, 'person' | 'status' | 'remote'> & {
  /** On this device's clock, in milliseconds. */
  readonly nowMs: number
}

/** Who it is, how long it has been, and what they do not send. */
export function CallHeader({ person, status, remote, nowMs }: HeaderProps) {
  const { t } = useTranslation()
  const isLinked = status.kind === 'connected' || status.kind === 'reconnecting'
  return (
    <header className="flex min-w-0 flex-col gap-0.5">
      <h1 className="min-w-0 text-17 font-semibold">
        <PersonName name={person.displayName} />
      </h1>
      <div className="flex items-center gap-2 text-13 text-text/85">
        <StatusWords status={status} nowMs={nowMs} />
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
  if (status.kind !== 'connected') return <span>{t(`call.status.${status.kind}`)}</span>
  const time = formatDuration(nowMs - status.sinceMs)
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
