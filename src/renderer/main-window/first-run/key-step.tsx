import { FileKey, ShieldX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { ChoiceCards } from '../../ui/choice-cards.tsx'
import type { Draft } from './first-run-state.ts'
import { StepFrame, type StepFrameProps } from './step-frame.tsx'

export type KeyStepProps = Pick<StepFrameProps, 'dots' | 'onBack'> & {
  readonly keyStore: 'plain-text' | 'absent'
  readonly plainKey: Draft['plainKey']
  readonly trouble: string | null
  readonly onPlainKey: (choice: 'accept' | 'refuse') => void
  readonly onNext: () => void
}

/** Asked only where the system can't lock the key away; without a yes, nothing is saved. */
export function KeyStep({ dots, onBack, keyStore, plainKey, trouble, onPlainKey, onNext }: KeyStepProps) {
  const { t } = useTranslation()
  const why = keyStore === 'absent' ? t('firstRun.key.absent') : t('firstRun.key.plainText')
  return (
    <StepFrame
      title={t('firstRun.key.title')}
      body={`${t('firstRun.key.body')} ${why}`}
      dots={dots}
      onBack={onBack}
      trouble={trouble}
      action={
        <Button look="primary" size="large" disabled={plainKey === null} onClick={onNext}>
          {t('firstRun.finish.action')}
        </Button>
      }
    >
      <p className="-mt-3 mb-3 text-secondary">{t('firstRun.key.meaning')}</p>
      <ChoiceCards
        label={t('firstRun.key.title')}
        value={plainKey}
        onChange={onPlainKey}
        choices={[
          {
            value: 'accept',
            words: t('firstRun.key.accept'),
            hint: t('firstRun.key.acceptHint'),
            icon: <FileKey className="size-5" />,
          },
          {
            value: 'refuse',
            words: t('firstRun.key.refuse'),
            hint: t('firstRun.key.refuseHint'),
            icon: <ShieldX className="size-5" />,
          },
        ]}
      />
    </StepFrame>
  )
}
