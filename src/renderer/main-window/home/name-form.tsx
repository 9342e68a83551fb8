import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cleanDisplayName } from '../../../domain/display-name.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'

export type NameSaved = 'saved' | 'nameBad' | 'nameUnreachable' | 'nameFailed'

export type NameFormProps = {
  readonly displayName: string
  readonly onSave: (typed: string) => Promise<NameSaved>
}

/** My own name; saved by Enter or the button, which comes once there is something to save. */
export function NameForm({ displayName, onSave }: NameFormProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string | null>(null)
  const [outcome, setOutcome] = useState<NameSaved | null>(null)
  const value = typed ?? displayName
  const isChanged = value.trim() !== displayName
  const save = async () => {
    if (!isChanged) return
    const result = cleanDisplayName(value) === null ? 'nameBad' : await onSave(value)
    setOutcome(result)
    if (result === 'saved') setTyped(null)
  }
  const words =
    outcome === null
      ? null
      : outcome === 'saved'
        ? t('main.settings.nameSaved')
        : t(`main.settings.${outcome}`)
  return (
    <form
      className="px-3.5 pt-3 pb-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={t('main.settings.name')}
        value={value}
        dir="auto"
        maxLength={60}
        tone={outcome === null ? 'plain' : outcome === 'saved' ? 'good' : 'bad'}
        {...(words === null ? {} : { hint: words })}
        onValue={(next) => {
          setTyped(next)
          setOutcome(null)
        }}
        action={
          isChanged ? (
            <Button look="quiet" size="small" isSubmit>
              {t('main.settings.save')}
            </Button>
          ) : null
        }
      />
    </form>
  )
}
