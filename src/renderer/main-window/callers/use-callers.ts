import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallingChoices } from '../../../contract/calling-policy.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { Me } from '../home/me-header.tsx'
import { type CallerDraft, decideSave, isDraftOpen, NO_DRAFT } from './caller-draft.ts'

export type Callers = {
  readonly draft: CallerDraft
  readonly isOpen: boolean
  readonly edit: (change: CallerDraft) => void
  readonly save: () => Promise<void>
  readonly discard: () => void
  /** The master switch and do not disturb hold at once. */
  readonly setNow: (change: Partial<CallingChoices>) => void
  /** What the directory did not take goes there once more. */
  readonly retry: () => void
}

/** The policy and what is changed on the page but not saved. It outlives the page, so that nothing typed is lost. */
export function useCallers(me: Me, say: (words: string) => void): Callers {
  const { call } = useBridge()
  const { t } = useTranslation()
  const [draft, setDraft] = useState<CallerDraft>(NO_DRAFT)
  const set = async (change: Partial<CallingChoices>): Promise<boolean> => {
    const answer = await call('policy.set', change)
    if (!answer.ok) say(t('callers.upload.notSaved'))
    return answer.ok
  }
  return {
    draft,
    isOpen: isDraftOpen(me.policy, draft),
    edit: (change) =>
      setDraft((now) => ({
        ...now,
        ...change,
        ...(change.sources ? { sources: { ...now.sources, ...change.sources } } : {}),
      })),
    save: async () => {
      if (await set(decideSave(me.policy, draft))) setDraft(NO_DRAFT)
    },
    discard: () => setDraft(NO_DRAFT),
    setNow: (change) => void set(change),
    retry: () => void call('policy.retry', {}),
  }
}
