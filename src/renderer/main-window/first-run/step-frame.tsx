import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BackButton } from '../../ui/back-button.tsx'
import { classNames } from '../../ui/class-names.ts'

export type StepFrameProps = {
  readonly title: string
  readonly body?: string
  readonly sign?: ReactNode
  readonly dots: { readonly step: number; readonly count: number } | null
  /** Null at the first question, where there is nothing before. */
  readonly onBack: (() => void) | null
  readonly children?: ReactNode
  /** The button that goes on. */
  readonly action?: ReactNode
  readonly trouble?: string | null
}

/** One question: Back and dots above, the answer in the middle, the way on below. */
export function StepFrame({ title, body, sign, dots, onBack, children, action, trouble }: StepFrameProps) {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    const field = frame.current?.querySelector<HTMLElement>('input:not([type=radio])')
    const first = field ?? frame.current?.querySelector<HTMLElement>('h1')
    first?.focus()
  }, [])
  return (
    <main ref={frame} className="flex h-full flex-col overflow-y-auto">
      <div className="grid h-14 shrink-0 grid-cols-[1fr_auto_1fr] items-center px-3">
        <span>{onBack && <BackButton onPress={onBack} />}</span>
        {dots ? <Dots {...dots} /> : <span />}
        <span />
      </div>
      <div className="enters flex flex-1 flex-col px-6 pt-4">
        {sign}
        <h1 tabIndex={-1} className="text-22 font-semibold outline-none">
          {title}
        </h1>
        {body !== undefined && <p className="mt-2 text-secondary">{body}</p>}
        <div className="mt-6 flex flex-1 flex-col gap-3">{children}</div>
      </div>
      <div className="flex shrink-0 flex-col gap-3 px-6 pt-3 pb-6">
        <p role="alert" className="text-13 text-stop">
          {trouble}
        </p>
        {action}
      </div>
    </main>
  )
}

function Dots({ step, count }: NonNullable<StepFrameProps['dots']>) {
  const { t } = useTranslation()
  return (
    <span role="img" aria-label={t('firstRun.step', { step, count })} className="flex gap-2">
      {Array.from({ length: count }, (_, index) => (
        <span
          key={index}
          className={classNames(
            'size-2 rounded-full',
            index < step ? 'bg-accent' : 'border border-line-strong',
          )}
        />
      ))}
    </span>
  )
}
