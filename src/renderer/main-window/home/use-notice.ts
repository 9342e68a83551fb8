import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pageClock } from '../../bridge/page-clock.ts'
import { copyText } from '../../ui/copy-text.ts'

/** So long a notice stays: the longer its words, the longer it takes to read them. */
const noticeMs = (words: string): number => 2_000 + words.length * 25

export type Notices = {
  readonly notice: string | null
  readonly say: (words: string) => void
  /** Copies, and says for a moment that it did. */
  readonly copy: (text: string, words?: string) => Promise<void>
}

export function useNotice(): Notices {
  const { t } = useTranslation()
  const [notice, setNotice] = useState<string | null>(null)
  useEffect(
    () => (notice === null ? undefined : pageClock.setTimer(noticeMs(notice), () => setNotice(null))),
    [notice],
  )
  const copy = async (text: string, words: string = t('main.me.copied')) =>
    setNotice((await copyText(text)) ? words : t('main.me.copyFailed'))
  return { notice, say: setNotice, copy }
}
