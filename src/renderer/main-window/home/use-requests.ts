import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge, useBridgeEvent } from '../../bridge/use-bridge.ts'
import type { HomeTab } from './home-view.tsx'
import type { Dial } from './use-dial.ts'

/** Missed calls count as seen once their list is on the screen. */
export function useSeen(tab: HomeTab, missedCount: number): void {
  const { call } = useBridge()
  const isSeeing = tab === 'recents' && missedCount > 0
  useEffect(() => {
    if (isSeeing) void call('recents.markSeen', {})
  }, [call, isSeeing])
}

/** What the tray, a shortcut or a link asks this window to show; links that came before it are taken at once. */
export function useRequests(
  dial: Dial,
  field: RefObject<HTMLInputElement | null>,
  show: (view: HomeTab | 'callers') => void,
  host: string,
): void {
  const { call } = useBridge()
  const { t } = useTranslation()
  const takeLink = async () => {
    const join = await call('link.takeJoin', {})
    if (join.ok && join.value.link !== null)
      dial.say({ words: t('main.dial.joinLink', { host }), isTrouble: false })
    const answer = await call('link.take', {})
    if (!answer.ok || answer.value.handle === null) return
    show('people')
    dial.fillFromLink(answer.value.handle, answer.value.pass)
    field.current?.focus()
  }
  const newestTake = useRef(takeLink)
  useEffect(() => {
    newestTake.current = takeLink
  })
  useEffect(() => {
    field.current?.focus()
    void newestTake.current()
  }, [field])
  useBridgeEvent('link.arrived', () => void takeLink())
  useBridgeEvent('view.requested', ({ view }) => {
    dial.type('')
    show(view === 'dial' ? 'people' : view)
    if (view === 'dial') field.current?.focus()
  })
}
