import { ChevronRight, FileKey, Laptop, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { KiloSign } from '../../ui/kilo-sign.tsx'
import { StepFrame, type StepFrameProps } from './step-frame.tsx'

export type WhereStepProps = Pick<StepFrameProps, 'dots'> & {
  readonly trouble: string | null
  readonly isStarting: boolean
  readonly onJoin: () => void
  readonly onStartHere: () => void
  readonly onRestore: () => void
}

export function WhereStep({ dots, trouble, isStarting, onJoin, onStartHere, onRestore }: WhereStepProps) {
  const { t } = useTranslation()
  return (
    <StepFrame
      title={t('firstRun.where.title')}
      body={t('firstRun.where.body')}
      sign={<KiloSign className="mb-6 size-16" />}
      dots={dots}
      onBack={null}
      trouble={trouble}
    >
      <WayIn
        icon={<Users className="size-5" />}
        words={t('firstRun.where.join')}
        hint={t('firstRun.where.joinHint')}
        onPress={isStarting ? null : onJoin}
      />
      <WayIn
        icon={<Laptop className="size-5" />}
        words={t('firstRun.where.here')}
        hint={isStarting ? t('firstRun.where.starting') : t('firstRun.where.hereHint')}
        onPress={isStarting ? null : onStartHere}
      />
      <WayIn
        icon={<FileKey className="size-5" />}
        words={t('recovery.restore.way')}
        hint={t('recovery.restore.wayHint')}
        onPress={isStarting ? null : onRestore}
      />
      <p role="status" className="sr-only">
        {isStarting && t('firstRun.where.starting')}
      </p>
    </StepFrame>
  )
}

type WayInProps = {
  readonly icon: ReactNode
  readonly words: string
  readonly hint: string
  readonly onPress: (() => void) | null
}

function WayIn({ icon, words, hint, onPress }: WayInProps) {
  return (
    <button
      type="button"
      disabled={onPress === null}
      onClick={() => onPress?.()}
      className="state-change flex items-center gap-3.5 rounded-card border border-line bg-surface p-4 text-left hover:bg-hover active:bg-press"
    >
      <span
        className="flex size-10 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent"
        aria-hidden="true"
      >
        {icon}
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="font-semibold">{words}</span>
        <span className="text-13 text-secondary">{hint}</span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-secondary" aria-hidden="true" />
    </button>
  )
}
