import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { useLanguage } from '../../i18n/use-language.ts'
import { type Audience, openGroups } from './caller-rows.ts'
import { wordAudience, wordState } from './caller-words.ts'
import type { CallersViewProps } from './callers-view.tsx'

export type CallersFooterProps = Pick<
  CallersViewProps,
  'me' | 'draft' | 'isDraftOpen' | 'list' | 'nowMs' | 'modifier' | 'onSave' | 'onDiscard'
> & { readonly onToList: () => void }

/** Who could ring with the draft saved, what that changes, and the way to save or discard it. */
export function CallersFooter(props: CallersFooterProps) {
  const { me, draft, isDraftOpen, list, nowMs, modifier, onSave, onDiscard, onToList } = props
  const { t } = useTranslation()
  const language = useLanguage()
  const audience = decideDraftAudience(props)
  const state = wordState(t, draft, nowMs, language)
  const who = wordAudience(t, audience, me.directoryHost)
  const changes = [
    ...(list.added > 0 ? [t('callers.footer.added', { count: list.added })] : []),
    ...(list.lost > 0 ? [t('callers.footer.lost', { count: list.lost })] : []),
  ]
  return (
    <footer className="flex min-h-14 flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-surface py-1.5 pr-3 pl-2">
      <button
        type="button"
        onClick={onToList}
        aria-description={t('callers.footer.toList')}
        className="state-change flex min-w-40 flex-1 flex-col rounded-control px-2 py-1 text-left hover:bg-hover"
      >
        <span className="text-13 font-semibold text-pretty">{who}</span>
        {isDraftOpen ? (
          <span className="flex gap-2 text-13 font-medium tabular-nums">
            {list.added > 0 && <Count sign="+" count={list.added} look="text-go" />}
            {list.lost > 0 && <Count sign="−" count={list.lost} look="text-stop" />}
            <span className="font-normal text-secondary">{t('callers.footer.unsaved')}</span>
          </span>
        ) : (
          state !== null && <span className="text-13 text-secondary">{state}</span>
        )}
      </button>
      <span role="status" className="sr-only">
        {isDraftOpen && [who, ...changes].join(', ')}
      </span>
      {isDraftOpen ? (
        <span className="enters ml-auto flex gap-2">
          <Button onClick={onDiscard}>{t('callers.footer.discard')}</Button>
          <Button
            look="primary"
            title={t('callers.footer.saveKeys', { keys: `${modifier}S` })}
            aria-keyshortcuts="Control+S Meta+S"
            onClick={onSave}
          >
            {t('callers.footer.save')}
          </Button>
        </span>
      ) : (
        <ChevronDown className="mr-1 size-4 text-secondary min-[760px]:hidden" aria-hidden="true" />
      )}
    </footer>
  )
}

function decideDraftAudience({ me, draft, list, nowMs }: CallersFooterProps): Audience {
  if (!me.policy.isCallingOn) return { kind: 'off' }
  const open = openGroups(draft, nowMs)
  return open.everyone
    ? { kind: 'everyone' }
    : { kind: 'people', count: list.count, hasVerified: open.verified }
}

type CountProps = { readonly sign: string; readonly count: number; readonly look: string }

/** For the eye; the words are told beside it. */
function Count({ sign, count, look }: CountProps) {
  const language = useLanguage()
  return (
    <span className={look} aria-hidden="true">
      {sign}
      {new Intl.NumberFormat(language).format(count)}
    </span>
  )
}
