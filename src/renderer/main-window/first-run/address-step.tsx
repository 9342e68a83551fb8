import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { StepFrame, type StepFrameProps } from './step-frame.tsx'

export type AddressStepProps = Pick<StepFrameProps, 'dots' | 'onBack'> & {
  readonly address: string
  readonly trouble: string | null
  readonly isJoining: boolean
  readonly onAddress: (address: string) => void
  readonly onJoin: () => void
}

export function AddressStep(props: AddressStepProps) {
  const { dots, onBack, address, trouble, isJoining, onAddress, onJoin } = props
  const { t } = useTranslation()
  const canJoin = address.trim() !== '' && !isJoining
  return (
    <form
      className="h-full"
      onSubmit={(event) => {
        event.preventDefault()
        if (canJoin) onJoin()
      }}
    >
      <StepFrame
        title={t('firstRun.address.title')}
        body={t('firstRun.address.body')}
        dots={dots}
        onBack={onBack}
        action={
          <Button look="primary" size="large" isSubmit disabled={!canJoin}>
            {isJoining ? t('firstRun.address.joining') : t('firstRun.address.join')}
          </Button>
        }
      >
        <TextField
          label={t('firstRun.address.label')}
          placeholder={t('firstRun.address.placeholder')}
          value={address}
          onValue={onAddress}
          maxLength={400}
          inputMode="url"
          tone={trouble === null ? 'plain' : 'bad'}
          hint={trouble}
        />
      </StepFrame>
    </form>
  )
}
