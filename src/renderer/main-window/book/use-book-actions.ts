import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../contract/bridge/book.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { UndoToastProps } from '../../ui/undo-toast.tsx'
import { useContactRemoval } from './use-contact-removal.ts'

const NOTICE_MS = 4_000
/** A person looks for a place to keep the file. */
const EXPORT_MS = 30 * 60_000

export type BookActions = {
  readonly remove: (contact: Contact) => void
  readonly undo: UndoToastProps | null
  readonly notice: string | null
  readonly onExport: (() => void) | null
}

/** Removing with a way back, and writing the book to a file. */
export function useBookActions(count: number): BookActions {
  const { call } = useBridge()
  const { t } = useTranslation()
  const [notice, setNotice] = useState<string | null>(null)
  const [isExporting, setIsExporting] = useState(false)
  useEffect(
    () => (notice === null ? undefined : pageClock.setTimer(NOTICE_MS, () => setNotice(null))),
    [notice],
  )
  const removal = useContactRemoval(setNotice)
  const exportNow = async () => {
    setIsExporting(true)
    const answer = await call('book.export', {}, { timeoutMs: EXPORT_MS })
    setIsExporting(false)
    if (!answer.ok) return setNotice(t('book.exportFailed'))
    if (answer.value.outcome === 'saved') setNotice(t('book.exported', { count: answer.value.count }))
  }
  return {
    ...removal,
    notice,
    onExport: count === 0 || isExporting ? null : () => void exportNow(),
  }
}
