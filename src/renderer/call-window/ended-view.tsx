import { Phone, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NEXT_STEPS } from '../main-window/home/call-possibility.ts'
import { Button } from '../ui/button.tsx'
import { CallAvatar } from './call-avatar.tsx'
import type { EndedScreen } from './call-screen.ts'
import { formatDuration } from './format-duration.ts'
import { isolate } from './isolate.ts'

/** Why the call is over, and what can be done now. Main closes the window by itself after a while. */
export function EndedView({ screen }: { readonly screen: EndedScreen }) {
  const { t } = useTranslation()
  const { person, words, rule, durationMs, callAgain } = screen
  const values = { name: isolate(person.displayName), handle: `@${person.handle}` }
  const todo =
    durationMs > 0
      ? t('call.ended.duration', { time: formatDuration(durationMs) })
      : rule === null
        ? t(`call.ended.${words}.todo`, values)
        : t(`callers.step.${NEXT_STEPS[rule]}`)
  const what = rule === null ? t(`call.ended.${words}.what`, values) : t(`callers.why.${rule}`, values)
  const CallIcon = screen.media === 'video' ? Video : Phone
  return (
    <main
      aria-label={t('call.window', values)}
      className="call-ground flex h-full flex-col items-center justify-center gap-6 px-6"
    >
      <CallAvatar person={person} levelRef={null} />
      <div className="flex w-full max-w-140 flex-col items-center gap-1 text-center">
        <h1 className="text-22 font-semibold text-balance">{what}</h1>
        <p className="text-15 text-balance text-text/75 tabular-nums">{todo}</p>
      </div>
      <div className="flex items-center gap-3">
        {callAgain && (
          <Button look="go" size="large" icon={<CallIcon className="size-4.5" />} onClick={callAgain}>
            {t('call.ended.callAgain')}
          </Button>
        )}
        <Button look="secondary" size="large" onClick={screen.close}>
          {t('shared.close')}
        </Button>
      </div>
    </main>
  )
}
