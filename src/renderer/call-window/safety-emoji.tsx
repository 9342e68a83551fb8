import { Popover } from '@base-ui/react/popover'
import { ShieldAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import type { EmojiName, RunningScreen } from './call-screen.ts'
import { isolate } from './isolate.ts'

type SafetyProps = {
  readonly safety: NonNullable<RunningScreen['safety']>
  readonly name: string
  readonly onOpenChange: (isOpen: boolean) => void
}

/** The six emoji that both sides see, and how to compare them. */
export function SafetyEmoji({ safety, name, onOpenChange }: SafetyProps) {
  const { t } = useTranslation()
  const nameOf = (emoji: EmojiName) => t(`call.emoji.${emoji}`)
  const names = safety.emoji.map((emoji) => nameOf(emoji.name)).join(', ')
  const person = { name: isolate(name) }
  return (
    <Popover.Root onOpenChange={onOpenChange}>
      <Popover.Trigger
        aria-label={t('call.safety.label', { names })}
        className="call-glass state-change flex h-9 items-center gap-1.5 rounded-full px-3 text-17 shadow-float"
      >
        {safety.hasChangedKey && <ShieldAlert className="size-4.5 text-stop" aria-hidden="true" />}
        {safety.emoji.map((emoji, index) => (
          <span key={`${index}-${emoji.name}`} className="call-emoji" aria-hidden="true">
            {emoji.symbol}
          </span>
        ))}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={8} collisionPadding={12} className="z-30">
          <Popover.Popup className="always-dark floats max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto rounded-card bg-raised p-4 text-text shadow-float outline-none">
            <Popover.Title className="text-15 font-semibold">{t('call.safety.title')}</Popover.Title>
            <ol className="my-3 grid grid-cols-3 gap-1">
              {safety.emoji.map((emoji, index) => (
                <li
                  key={`${index}-${emoji.name}`}
                  className="flex min-w-0 flex-col items-center gap-0.5 rounded-control bg-surface px-1 py-2"
                >
                  <span className="call-emoji text-28" aria-hidden="true">
                    {emoji.symbol}
                  </span>
                  <span className="max-w-full text-center text-12 text-secondary">{nameOf(emoji.name)}</span>
                </li>
              ))}
            </ol>
            <Popover.Description className="text-13 text-text" render={<div />}>
              {safety.hasChangedKey && <Warning words={t('call.safety.changedKey', person)} />}
              <p>
                {t('call.safety.how', person)} {t('call.safety.differ')}
              </p>
              {safety.isFirstContact && (
                <p className="mt-2 text-secondary">{t('call.safety.firstContact', person)}</p>
              )}
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Warning({ words }: { readonly words: string }) {
  return (
    <p className={classNames('mb-2 flex gap-2 rounded-control bg-stop-soft p-2.5 text-text')}>
      <ShieldAlert className="mt-0.5 size-4 shrink-0 text-stop" aria-hidden="true" />
      {words}
    </p>
  )
}
