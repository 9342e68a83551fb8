import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView, PersonRow, RecentCall } from '../../../contract/bridge/snapshots.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { useBridge, useBridgeEvent, useTopic } from '../../bridge/use-bridge.ts'
import { copyText } from '../../ui/copy-text.ts'
import { useNow } from '../../ui/use-now.ts'
import type { CallBarProps } from './call-bar.tsx'
import { decideCallObstacle, isInCall } from './call-possibility.ts'
import { DeviceCheckPage } from '../device-check/device-check-page.tsx'
import { useDeviceCheckPlace } from '../device-check/use-device-check-place.ts'
import { useRecovery } from '../recovery/use-recovery.ts'
import { HomeView, type HomeTab } from './home-view.tsx'
import type { Me } from './me-header.tsx'
import { personRowId } from './people-list.tsx'
import { decideShownCall } from './shown-call.ts'
import { type Dial, useDial } from './use-dial.ts'
import { useEcho } from './use-echo.ts'
import { useRemoval } from './use-removal.ts'
import { useSettingsActions } from './use-settings-actions.ts'
import { useWatch } from './use-watch.ts'

const LIST_ID = 'people'

/** Wires the main view to the bridge. */
export function Home({ me }: { readonly me: Me }) {
  const { call } = useBridge()
  const { t } = useTranslation()
  const app = useTopic('app')
  const connection = useTopic('connection')
  const calls = useTopic('calls')
  const { people } = useTopic('people')
  const recents = useTopic('recents')
  const settings = useTopic('settings')
  const [tab, setTabAlone] = useState<HomeTab>('people')
  const [isTroubleSeen, setIsTroubleSeen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const watch = useWatch()
  const { notice, copy } = useCopy()
  const shownCall = decideShownCall(calls.calls)
  const nowMs = useNow(
    shownCall?.phase.kind === 'connected' || connection.kind === 'offline' ? 1_000 : 30_000,
  )
  const decideObstacle = (person: PersonRow) => decideCallObstacle(person, connection, calls)
  const dial = useDial({
    people: tab === 'people' ? people : [],
    known: people,
    host: me.directoryHost,
    decideObstacle,
  })
  const removal = useRemoval(({ callId }) => void call('recents.remove', { callId }))
  const settingsActions = useSettingsActions()
  const deviceCheck = useDeviceCheckPlace(isInCall(calls))
  const echo = useEcho((people.length === 0 || deviceCheck.isOpen) && connection.kind === 'online')
  const recovery = useRecovery(me.handle, settings, recents)
  const setTab = (next: HomeTab) => {
    deviceCheck.onLeave()
    setTabAlone(next)
  }
  const missedCount = recents.calls.filter(({ isNew }) => isNew).length

  useSeen(tab, missedCount)
  useRequests(dial, field, setTab, me.directoryHost)

  const onSetCalling = (isCallingOn: boolean) => void call('calling.set', { isCallingOn })
  const onRetry = () => void call('connection.retry', {})
  const copyMine = () => void copy(me.address)
  const rows = dial.isSearching ? dial.rows : people
  const isKnown = (person: PersonRow) => people.some(({ handle }) => handle === person.handle)
  const active = dial.activeRow === null ? undefined : rows[dial.activeRow]
  const findPerson = (recent: RecentCall) => people.find(({ handle }) => handle === recent.handle)

  return (
    <HomeView
      header={{
        me,
        connection,
        onSetCalling,
        onCopyAddress: copyMine,
        onRetry: connection.kind === 'offline' ? onRetry : null,
      }}
      callBar={shownCall && { call: shownCall, nowMs, ...callBarActions(shownCall, call) }}
      offline={connection.kind === 'offline' ? { me, connection, nowMs, onRetry } : null}
      trouble={
        app.settingsTrouble === 'none' || isTroubleSeen
          ? null
          : { trouble: app.settingsTrouble, onDismiss: () => setIsTroubleSeen(true) }
      }
      dial={{
        typed: dial.typed,
        field,
        listId: LIST_ID,
        activeId: active ? personRowId(LIST_ID, active) : null,
        isListOpen: dial.isSearching && rows.length > 0,
        note: dial.note?.words,
        isTrouble: dial.note?.isTrouble ?? false,
        onType: dial.type,
        onMove: dial.move,
        onEnter: (media) => void dial.enter(media),
      }}
      isSearching={dial.isSearching}
      keysHint={t('main.dial.keys', { modifier: app.platform === 'darwin' ? '⌘' : 'Ctrl' })}
      people={{
        id: LIST_ID,
        label: dial.isSearching ? t('main.dial.results') : t('main.people.list'),
        people: rows,
        nowMs,
        activeRow: dial.activeRow,
        decideObstacle,
        onCall: (person, media) => void dial.call(person, media),
        onCopyAddress: ({ address }) => void copy(address),
        canForget: isKnown,
        onForget: ({ handle }) => void call('people.forget', { handle }),
        onVisible: watch,
      }}
      onCallEcho={echo && (() => void dial.call(echo, 'audio'))}
      recents={{
        calls: recents.calls.filter(({ callId }) => callId !== removal.waiting?.callId),
        nowMs,
        decideObstacle: (recent) => decideCallObstacle(findPerson(recent) ?? anybody, connection, calls),
        onCall: (recent, media) => void dial.callTyped(`@${recent.handle}`, media),
        onRemove: removal.remove,
        onClear: () => void call('recents.clear', {}),
        onDial: () => field.current?.focus(),
      }}
      settings={{
        me,
        app,
        settings,
        onCopyAddress: copyMine,
        onCopyLink: (link) => void copy(link, t('main.settings.reach.copied')),
        deviceCheck,
        recovery: recovery.row,
        ...settingsActions,
      }}
      deviceCheck={
        deviceCheck.isOpen ? (
          <DeviceCheckPage
            onBack={deviceCheck.onBack}
            onCallEcho={echo && decideObstacle(echo) === null ? (media) => void dial.call(echo, media) : null}
          />
        ) : null
      }
      tab={tab}
      onTab={setTab}
      missedCount={missedCount}
      recovery={{ ...recovery, offer: shownCall || connection.kind === 'offline' ? null : recovery.offer }}
      undo={
        removal.waiting && {
          words: t('main.recents.removed', { name: removal.waiting.displayName }),
          onUndo: removal.undo,
          onHold: removal.hold,
        }
      }
      notice={notice}
      strip={{ me, onSetCalling }}
    />
  )
}

/** Of somebody in Recents who is not among my people, nothing is known that forbids a call. */
const anybody = { reachability: { verdict: 'allowed', rule: 'everyone' }, hasChangedKey: false } as const

function callBarActions(
  { callId }: CallView,
  call: ReturnType<typeof useBridge>['call'],
): Pick<CallBarProps, 'onShow' | 'onAnswer' | 'onDecline'> {
  return {
    onShow: () => void call('call.show', {}),
    onAnswer: (media) => void call('call.accept', { callId, media }),
    onDecline: () => void call('call.decline', { callId }),
  }
}

/** So long a notice stays. */
const NOTICE_MS = 2_500

/** Copies, and says for a moment that it did. */
function useCopy(): {
  readonly notice: string | null
  readonly copy: (text: string, words?: string) => Promise<void>
} {
  const { t } = useTranslation()
  const [notice, setNotice] = useState<string | null>(null)
  useEffect(
    () => (notice === null ? undefined : pageClock.setTimer(NOTICE_MS, () => setNotice(null))),
    [notice],
  )
  const copy = async (text: string, words: string = t('main.me.copied')) =>
    setNotice((await copyText(text)) ? words : t('main.me.copyFailed'))
  return { notice, copy }
}

/** Missed calls count as seen once their list is on the screen. */
function useSeen(tab: HomeTab, missedCount: number): void {
  const { call } = useBridge()
  const isSeeing = tab === 'recents' && missedCount > 0
  useEffect(() => {
    if (isSeeing) void call('recents.markSeen', {})
  }, [call, isSeeing])
}

/** What the tray, a shortcut or a link asks this window to show; links that came before it are taken at once. */
function useRequests(
  dial: Dial,
  field: RefObject<HTMLInputElement | null>,
  setTab: (tab: HomeTab) => void,
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
    dial.fillFromLink(answer.value.handle)
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
    setTab(view === 'dial' ? 'people' : view)
    if (view === 'dial') field.current?.focus()
  })
}
