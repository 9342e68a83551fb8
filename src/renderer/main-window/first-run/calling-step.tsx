import { BellOff, Globe, Users } from 'lucide-react'
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
  readonly onCalling: (calling: NonNullable<Draft['calling']>) => void
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
            value: 'my-people',
            words: t('firstRun.calling.people'),
            hint: t('firstRun.calling.peopleHint'),
            icon: <Users className="size-5" />,
            mark: t('firstRun.calling.recommended'),
          },
          {
            value: 'everyone',
            words: t('firstRun.calling.everyone', { host }),
            hint: t('firstRun.calling.everyoneHint'),
            icon: <Globe className="size-5" />,
          },
          {
            value: 'nobody',
            words: t('firstRun.calling.nobody'),
            hint: t('firstRun.calling.nobodyHint'),
            icon: <BellOff className="size-5" />,
          },
        ]}
      />
    </StepFrame>
  )
}
