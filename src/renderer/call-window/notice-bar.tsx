import { MicOff, ShieldAlert, VideoOff, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import type { Notice } from './call-screen.ts'
import { isolate } from './isolate.ts'

type NoticeBarProps = {
  readonly notice: Notice
  readonly name: string
  readonly onHide: () => void
}

/** What happened to a device of mine and what to do, calmly: the call goes on. */
export function NoticeBar({ notice, name, onHide }: NoticeBarProps) {
  const { t } = useTranslation()
  const person = { name: isolate(name) }
  return (
    <div
      role="status"
      className="call-glass enters flex w-full max-w-128 items-center gap-3 rounded-card py-2.5 pr-2 pl-3.5 shadow-float"
    >
      <NoticeIcon words={notice.words} />
      <p className="min-w-0 flex-1 text-13">
        <span className="font-semibold">{t(`call.notice.${notice.words}.what`, person)}</span>{' '}
        <span className="text-text/85">{t(`call.notice.${notice.words}.todo`, person)}</span>
      </p>
      {notice.tryAgain && (
        <Button size="small" look="quiet" onClick={notice.tryAgain}>
          {t('shared.tryAgain')}
        </Button>
      )}
      <button
        type="button"
        aria-label={notice.tryAgain ? t('call.notice.dismiss') : t('call.notice.hide')}
        onClick={onHide}
        className="state-change grid size-7 shrink-0 place-items-center rounded-full text-secondary hover:bg-press hover:text-text"
      >
        <X className="size-4" aria-hidden="true" />
      </button>
    </div>
  )
}

function NoticeIcon({ words }: { readonly words: Notice['words'] }) {
  const className = 'size-5 shrink-0 text-stop'
  if (words === 'changed-key') return <ShieldAlert className={className} aria-hidden="true" />
  if (words.startsWith('microphone')) return <MicOff className={className} aria-hidden="true" />
  return <VideoOff className={className} aria-hidden="true" />
}
