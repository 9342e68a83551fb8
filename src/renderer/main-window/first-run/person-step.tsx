import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'
import type { Problem } from './first-run-state.ts'
import type { HandleCheckState } from './handle-check.ts'
import { StepFrame, type StepFrameProps } from './step-frame.tsx'

export type PersonStepProps = Pick<StepFrameProps, 'dots' | 'onBack'> & {
  readonly handle: string
  readonly name: string
  /** Null where the directory lets everybody in. */
  readonly code: string | null
  readonly check: HandleCheckState
  readonly problem: Problem | null
  readonly onHandle: (handle: string) => void
  readonly onName: (name: string) => void
  readonly onCode: (code: string) => void
  readonly onNext: () => void
}

export function PersonStep(props: PersonStepProps) {
  const { dots, onBack, handle, name, code, check, problem, onHandle, onName, onCode, onNext } = props
  const { t } = useTranslation()
  const codeTrouble = problem?.kind === 'code' ? t(`firstRun.person.${problem.why}`) : null
  return (
    <form
      className="h-full"
      onSubmit={(event) => {
        event.preventDefault()
        onNext()
      }}
    >
      <StepFrame
        title={t('firstRun.person.title')}
        body={t('firstRun.person.body')}
        dots={dots}
        onBack={onBack}
        action={
          <Button look="primary" size="large" isSubmit>
            {t('firstRun.next')}
          </Button>
        }
      >
        <TextField
          label={t('firstRun.person.handle')}
          prefix="@"
          value={handle}
          onValue={onHandle}
          maxLength={60}
          autoCapitalize="off"
          {...wordHandle(t, check, problem, handle)}
        />
        <TextField
          label={t('firstRun.person.name')}
          value={name}
          onValue={onName}
          dir="auto"
          maxLength={60}
          tone={problem?.kind === 'name' ? 'bad' : 'plain'}
          hint={problem?.kind === 'name' ? t('firstRun.person.nameBad') : t('firstRun.person.nameHint')}
        />
        {code !== null && (
          <TextField
            label={t('firstRun.person.code')}
            value={code}
            onValue={onCode}
            maxLength={100}
            tone={codeTrouble === null ? 'plain' : 'bad'}
            hint={codeTrouble ?? t('firstRun.person.codeHint')}
          />
        )}
      </StepFrame>
    </form>
  )
}

/** The line under the handle: what the directory said last, else what is known while it is typed. */
function wordHandle(
  t: TFunction,
  check: HandleCheckState,
  problem: Problem | null,
  typed: string,
): Pick<TextFieldProps, 'hint' | 'tone'> {
  if (problem?.kind === 'handle') {
    const handle = typed.trim().replace(/^@/, '').toLowerCase()
    return { tone: 'bad', hint: t(`firstRun.person.${problem.why}`, { handle }) }
  }
  switch (check.kind) {
    case 'empty':
    case 'unknown':
      return { tone: 'plain', hint: t('firstRun.person.handleHint') }
    case 'checking':
      return { tone: 'plain', hint: t('firstRun.person.checking') }
    case 'free':
      return { tone: 'good', hint: t('firstRun.person.free', check) }
    case 'reset':
      return { tone: 'plain', hint: t('firstRun.person.reset', check) }
    case 'taken':
    case 'reserved':
      return { tone: 'bad', hint: t(`firstRun.person.${check.kind}`, check) }
    case 'invalid':
      // Too short is where every handle begins: a hint, not a fault.
      if (check.why === 'too-short') return { tone: 'plain', hint: t('firstRun.person.tooShort') }
      return {
        tone: 'bad',
        hint: check.why === 'too-long' ? t('firstRun.person.tooLong') : t('firstRun.person.characters'),
      }
  }
}
