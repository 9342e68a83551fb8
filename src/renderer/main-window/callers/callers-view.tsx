import { ChevronLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PassRow, RequestRow } from '../../../contract/bridge/caller-snapshots.ts'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { RequestAnswer } from '../../../contract/call-request.ts'
import type { CallingChoices, CallingPolicy } from '../../../contract/calling-policy.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import type { Me } from '../home/me-header.tsx'
import type { Related, RelationChange } from '../home/use-relations.ts'
import type { CallerDraft } from './caller-draft.ts'
import type { CallerList } from './caller-rows.ts'
import { usePageKeys } from './use-page-keys.ts'
import { CallersFooter } from './callers-footer.tsx'
import { ExceptionsGroup } from './exceptions-group.tsx'
import { LiveList } from './live-list.tsx'
import { MasterCard } from './master-card.tsx'
import { PassesGroup } from './passes-group.tsx'
import { RequestsGroup } from './requests-group.tsx'
import { SourcesGroup } from './sources-group.tsx'
import { TimesGroup } from './times-group.tsx'
import { ToldGroup } from './told-group.tsx'

export type CallersViewProps = {
  readonly me: Me
  /** The policy as it would be once saved. */
  readonly draft: CallingPolicy
  readonly isDraftOpen: boolean
  /** As if calling were on, also where it is off. */
  readonly list: CallerList
  readonly people: readonly PersonRow[]
  readonly requests: readonly RequestRow[]
  readonly passes: readonly PassRow[]
  readonly openPasses: number
  readonly nowMs: number
  /** How the key beside S is written here. */
  readonly modifier: string
  readonly onBack: () => void
  readonly onEdit: (change: CallerDraft) => void
  readonly onSave: () => void
  readonly onDiscard: () => void
  readonly onSetNow: (change: Partial<CallingChoices>) => void
  readonly onRetry: () => void
  readonly onRelation: (person: Related, change: RelationChange) => void
  readonly onAnswer: (request: RequestRow, answer: RequestAnswer) => void
  readonly onMakePass: () => void
  readonly onCopyPass: (link: string) => void
  readonly onRevokePass: (passId: PassRow['passId']) => void
}

/** Who may call me: what I choose, and beside it, or below, whom that lets in. */
export function CallersView(props: CallersViewProps) {
  const { isDraftOpen, onBack, onSave, onDiscard } = props
  const { t } = useTranslation()
  const [isAsking, setIsAsking] = useState(false)
  const listRef = useRef<HTMLElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  // The keys of the page are heard where the focus is.
  useEffect(() => title.current?.focus(), [])
  const leave = () => (isDraftOpen ? setIsAsking(true) : onBack())
  usePageKeys({ onEscape: leave, onSave: isDraftOpen ? onSave : null })
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <header className="grid h-12 shrink-0 grid-cols-[1fr_auto_1fr] items-center gap-1 px-2">
        <span>
          <Button
            look="quiet"
            size="small"
            icon={<ChevronLeft className="size-4" aria-hidden="true" />}
            onClick={leave}
          >
            {t('shared.back')}
          </Button>
        </span>
        <h1 ref={title} tabIndex={-1} className="truncate text-15 font-semibold outline-none">
          {t('callers.title')}
        </h1>
      </header>
      <div className="quiet-scroll min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-3 min-[760px]:flex min-[760px]:gap-6 min-[760px]:overflow-hidden min-[760px]:px-5">
        <div className="quiet-scroll flex flex-col gap-5 pb-6 min-[760px]:w-100 min-[760px]:shrink-0 min-[760px]:overflow-y-auto min-[760px]:px-1">
          <Choices {...props} />
        </div>
        <section
          ref={listRef}
          // It scrolls by itself where the window is wide: also by keys.
          tabIndex={0}
          aria-labelledby="live-list-title"
          className="quiet-scroll scroll-mt-2 rounded-card pb-6 -outline-offset-2 min-[760px]:min-w-0 min-[760px]:flex-1 min-[760px]:overflow-y-auto min-[760px]:px-1"
        >
          <LiveList {...props} />
        </section>
      </div>
      <CallersFooter
        {...props}
        onToList={() => {
          listRef.current?.scrollIntoView({ block: 'start' })
          listRef.current?.focus({ preventScroll: true })
        }}
        onDiscard={onDiscard}
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={t('callers.footer.askTitle')}
        body={t('callers.footer.askBody')}
        confirm={t('callers.footer.discard')}
        onConfirm={() => {
          onDiscard()
          onBack()
        }}
        onClose={() => setIsAsking(false)}
      />
    </main>
  )
}

function Choices(props: CallersViewProps) {
  return (
    <>
      <MasterCard {...props} />
      <RequestsGroup {...props} />
      <SourcesGroup {...props} />
      <TimesGroup {...props} />
      <ToldGroup {...props} />
      <ExceptionsGroup {...props} />
      <PassesGroup {...props} />
    </>
  )
}
