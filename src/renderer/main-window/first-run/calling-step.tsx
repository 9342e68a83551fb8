import { BellOff, BellRing } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { ChoiceCards } from '../../ui/choice-cards.tsx'
import type { Draft } from './first-run-state.ts'
import { StepFrame, type StepFrameProps } from './step-frame.tsx'

export type CallingStepProps = Pick<StepFrameProps, 'dots' | 'onBack'> & {
  readonly host: string
  readonly calling: Draft['calling']
  readonly trouble: string | null
  readonly isLast: boolean
  readonly onCalling: (calling: 'on' | 'off') => void
  readonly onNext: () => void
}

export function CallingStep({
  dots,
  onBack,
  host,
  calling,
  trouble,
  isLast,
  onCalling,
  onNext,
}: CallingStepProps) {
  const { t } = useTranslation()
  return (
    <StepFrame
      title={t('firstRun.calling.title')}
      body={t('firstRun.calling.body')}
      dots={dots}
      onBack={onBack}
      trouble={trouble}
      action={
        <Button look="primary" size="large" disabled={calling === null} onClick={onNext}>
          {isLast ? t('firstRun.finish.action') : t('firstRun.next')}
        </Button>
      }
    >
      <ChoiceCards
        label={t('firstRun.calling.title')}
        value={calling}
        onChange={onCalling}
        choices={[
          {
            value: 'on',
            words: t('firstRun.calling.on'),
            hint: t('firstRun.calling.onHint', { host }),
            icon: <BellRing className="size-5" />,
          },
          {
            value: 'off',
            words: t('firstRun.calling.off'),
            hint: t('firstRun.calling.offHint'),
            icon: <BellOff className="size-5" />,
          },
        ]}
      />
    </StepFrame>
  )
}
