import { useState } from 'react'
import type { RecentsSnapshot, SettingsSnapshot } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { RecoveryOfferProps } from './recovery-offer.tsx'
import type { RecoveryRowProps } from './recovery-row.tsx'
import type { SaveDialogProps, SaveOutcome } from './save-dialog.tsx'

/** The file is locked, and then a person looks for a place to keep it. */
const SAVE_MS = 30 * 60_000

export type Recovery = {
  readonly offer: RecoveryOfferProps | null
  readonly row: RecoveryRowProps
  readonly dialog: SaveDialogProps
}

/** Offered until it was saved or put aside, and not before somebody was talked to. */
export function useRecovery(
  handle: string,
  { recoveryFile }: Pick<SettingsSnapshot, 'recoveryFile'>,
  recents: RecentsSnapshot,
): Recovery {
  const { call } = useBridge()
  const [isOpen, setIsOpen] = useState(false)
  const hasTalked = recents.calls.some(({ call: { outcome } }) => outcome === 'answered')
  const onSave = () => setIsOpen(true)
  const onDismiss = () => void call('settings.set', { recoveryFile: 'put-aside' })
  const save = async (passphrase: string): Promise<SaveOutcome> => {
    const answer = await call('recovery.save', { passphrase }, { timeoutMs: SAVE_MS })
    if (answer.ok) return answer.value.outcome
    const { kind } = answer.error
    return kind === 'cannot-write' || kind === 'key-unusable' ? kind : 'other'
  }
  return {
    offer: recoveryFile === 'none' && hasTalked ? { handle, onSave, onDismiss } : null,
    row: { handle, recoveryFile, onSave },
    dialog: { handle, isOpen, onClose: () => setIsOpen(false), onSave: save },
  }
}
