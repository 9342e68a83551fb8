import { FileUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BackButton } from '../../ui/back-button.tsx'
import { Button } from '../../ui/button.tsx'
import { DropHint } from './address-book-view.tsx'
import type { ImportFlow, ImportState } from './import-flow.ts'
import { ImportOutcome } from './import-outcome.tsx'
import { ImportPreview } from './import-preview.tsx'

export type ImportViewProps = {
  readonly state: ImportState
  readonly flow: Pick<ImportFlow, 'take' | 'run' | 'stop' | 'reset'>
  readonly isOver: boolean
  readonly onLeave: () => void
}

/** From a file to people in the address book. While they come in there is a way to stop, and none to leave. */
export function ImportView({ state, flow, isOver, onLeave }: ImportViewProps) {
  const { t } = useTranslation()
  const isImporting = state.kind === 'importing'
  return (
    <section aria-label={t('book.file.title')} className="relative flex h-full flex-col">
      <header className="flex h-12 items-center gap-1 px-3 pb-2">
        {!isImporting && <BackButton onPress={onLeave} />}
        <StepTitle key={state.kind} words={t('book.file.title')} />
      </header>
      <div className="min-h-0 flex-1">
        <Step state={state} flow={flow} onLeave={onLeave} />
      </div>
      <p className="border-t border-line px-4 py-2 text-12 text-secondary">{t('book.privacy')}</p>
      {isOver && !isImporting && <DropHint />}
    </section>
  )
}

/** Each step begins here for the keyboard: the button of the one before is gone. */
function StepTitle({ words }: { readonly words: string }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <h2 ref={title} tabIndex={-1} className="min-w-0 flex-1 truncate text-15 font-semibold outline-none">
      {words}
    </h2>
  )
}

function Step({ state, flow, onLeave }: Omit<ImportViewProps, 'isOver'>) {
  const { t } = useTranslation()
  const pasted = t('book.file.pasted')
  switch (state.kind) {
    case 'choosing':
      return (
        <Choose flow={flow} action={t('book.file.choose')}>
          <p className="max-w-76 text-13 text-secondary">{t('book.file.body')}</p>
        </Choose>
      )
    case 'reading':
      return (
        <p
          role="status"
          className="shows-late grid h-full place-items-center px-8 text-center text-13 text-secondary"
        >
          {t('book.file.reading', { fileName: state.fileName ?? pasted })}
        </p>
      )
    case 'unreadable':
      return (
        <Choose flow={flow} action={t('book.file.chooseOther')}>
          <p role="alert" className="max-w-76 text-13 break-words text-stop">
            {t(`book.file.${state.why}`, { fileName: state.fileName ?? pasted })}
          </p>
        </Choose>
      )
    case 'preview':
      return (
        <ImportPreview
          fileName={state.fileName ?? pasted}
          reading={state.reading}
          plan={state.plan}
          onImport={() => void flow.run()}
          onCancel={onLeave}
        />
      )
    case 'importing':
      return <Importing {...state} onStop={flow.stop} />
    case 'done':
      return <ImportOutcome {...state} onDone={onLeave} />
  }
}

type ChooseProps = Pick<ImportViewProps, 'flow'> & { readonly action: string; readonly children: ReactNode }

function Choose({ flow, action, children }: ChooseProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  return (
    <div className="flex h-full flex-col items-center justify-center gap-4 px-8 pb-8 text-center">
      <span
        className="flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent"
        aria-hidden="true"
      >
        <FileUp className="size-6" />
      </span>
      {children}
      <input
        ref={field}
        type="file"
        hidden
        aria-label={action}
        accept=".vcf,.vcard,.csv,.tsv,.txt,text/vcard,text/csv"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void flow.take(file.name, async () => new Uint8Array(await file.arrayBuffer()))
        }}
      />
      <Button look="primary" onClick={() => field.current?.click()}>
        {action}
      </Button>
      <p className="text-13 text-secondary">{t('book.file.ways')}</p>
    </div>
  )
}

type ImportingProps = {
  readonly done: number
  readonly total: number
  readonly isStopping: boolean
  readonly onStop: () => void
}

function Importing({ done, total, isStopping, onStop }: ImportingProps) {
  const { t } = useTranslation()
  const words = t('book.file.importing', { done, total })
  return (
    <div className="flex h-full flex-col items-center justify-center gap-4 px-8 pb-8">
      <p className="text-15 font-medium tabular-nums" aria-hidden="true">
        {words}
      </p>
      <div
        role="progressbar"
        aria-label={t('book.file.title')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={words}
        className="h-1.5 w-full max-w-76 overflow-hidden rounded-full bg-track"
      >
        <div
          className="h-full rounded-full bg-accent-fill transition-[width] duration-(--state-ms) ease-out"
          style={{ width: `${(100 * done) / Math.max(1, total)}%` }}
        />
      </div>
      <Button disabled={isStopping} onClick={onStop}>
        {isStopping ? t('book.file.stopping') : t('book.file.stop')}
      </Button>
    </div>
  )
}
