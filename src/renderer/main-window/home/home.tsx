import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallView, PersonRow, RecentCall } from '../../../contract/bridge/snapshots.ts'
import { useBridge, useTopic } from '../../bridge/use-bridge.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { useNow } from '../../ui/use-now.ts'
import type { CallBarProps } from './call-bar.tsx'
import { useBookPlace } from './use-book-place.tsx'
import { type CallObstacle, decideCallObstacle, isInCall } from './call-possibility.ts'
import { decideAudience } from '../callers/caller-rows.ts'
import { wordState } from '../callers/caller-words.ts'
import { CallersPage } from '../callers/callers-page.tsx'
import { FollowersDialog } from '../callers/followers-dialog.tsx'
import { useAsk } from '../callers/use-ask.tsx'
import { useCallers } from '../callers/use-callers.ts'
import { DeviceCheckPage } from '../device-check/device-check-page.tsx'
import { useDeviceCheckPlace } from '../device-check/use-device-check-place.ts'
import { useRecovery } from '../recovery/use-recovery.ts'
import { HomeView, type HomeTab } from './home-view.tsx'
import type { Me, MyChoice } from './me-header.tsx'
import { personRowId } from './people-list.tsx'
import { nameOf } from './person-line.tsx'
import { decideShownCall } from './shown-call.ts'
import { useDial } from './use-dial.ts'
import { useEcho } from './use-echo.ts'
import { useNotice } from './use-notice.ts'
import { useRelations } from './use-relations.ts'
import { useRemoval } from './use-removal.ts'
import { useRequests, useSeen } from './use-requests.ts'
import { useSteadyConnection } from './use-steady-connection.ts'
import { useSettingsActions } from './use-settings-actions.ts'
import { useStepActions } from './use-step-actions.ts'
import { useWatch } from './use-watch.ts'

const LIST_ID = 'people'

/** Wires the main view to the bridge. */
export function Home({ me }: { readonly me: Me }) {
  const { call } = useBridge()
  const { t } = useTranslation()
  const app = useTopic('app')
  const connection = useTopic('connection')
  const steadyConnection = useSteadyConnection(connection)
  const calls = useTopic('calls')
  const { people } = useTopic('people')
  const recents = useTopic('recents')
  const settings = useTopic('settings')
  const { received, sent } = useTopic('requests')
  const language = useLanguage()
  const [tab, setTabAlone] = useState<HomeTab>('people')
  const [isTroubleSeen, setIsTroubleSeen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const watch = useWatch()
  const { notice, say, copy } = useNotice()
  const ask = useAsk(say)
  const decideStep = useStepActions(ask)
  const relations = useRelations(say)
  const callers = useCallers(me, say)
  const book = useBookPlace(say)
  const [isCallersOpen, setIsCallersOpen] = useState(false)
  const [followersOf, setFollowersOf] = useState<PersonRow | null>(null)
  const shownCall = decideShownCall(calls.calls)
  const nowMs = useNow(
    shownCall?.phase.kind === 'connected' || connection.kind === 'offline' ? 1_000 : 30_000,
  )
  const obstacleWith = (
    person: Parameters<typeof decideCallObstacle>[0],
    passFrom: PersonRow['handle'] | null,
  ): CallObstacle | null =>
    decideCallObstacle(person, {
      connection: steadyConnection,
      calls,
      placingRefusal: me.placingRefusal,
      sent,
      passFrom,
    })
  const dial = useDial({
    people: tab === 'people' ? people : [],
    known: people,
    host: me.directoryHost,
    decideObstacle: obstacleWith,
  })
  const decideObstacle = (person: PersonRow) => obstacleWith(person, dial.pass?.from ?? null)
  const stepOf = (person: PersonRow, obstacle: CallObstacle | null) =>
    decideStep({ handle: person.handle, name: nameOf(person) }, obstacle)
  const removal = useRemoval<RecentCall>(({ callId }) => void call('recents.remove', { callId }))
  const settingsActions = useSettingsActions()
  const deviceCheck = useDeviceCheckPlace(isInCall(calls))
  const echo = useEcho((people.length === 0 || deviceCheck.isOpen) && connection.kind === 'online')
  const recovery = useRecovery(me.handle, settings, recents)
  const show = (next: HomeTab | 'callers') => {
    setIsCallersOpen(next === 'callers')
    book.onLeave()
    if (next === 'callers') return
    deviceCheck.onLeave()
    setTabAlone(next)
  }
  const minute = Math.floor(nowMs / 60_000) * 60_000
  const audience = useMemo(
    () => decideAudience(me.handle, me.policy, people, minute),
    [me.handle, me.policy, people, minute],
  )
  const missedCount = recents.calls.filter(({ isNew }) => isNew).length

  useSeen(isCallersOpen ? 'people' : tab, missedCount)
  useRequests(dial, field, show, me.directoryHost)

  const onRetry = () => void call('connection.retry', {})
  const copyMine = () => void copy(me.address)
  const rows = dial.isSearching ? dial.rows : people
  const hasAsked = (person: PersonRow) =>
    sent.some(({ to, state }) => to === person.handle && state === 'pending')
  const isKnown = (person: PersonRow) => people.some(({ handle }) => handle === person.handle)
  const active = dial.activeRow === null ? undefined : rows[dial.activeRow]
  const findPerson = (recent: RecentCall) => people.find(({ handle }) => handle === recent.handle)

  return (
    <HomeView
      header={{
        me,
        connection,
        nowMs,
        onChoose: (choice) => callers.setNow(CHOICES[choice]),
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
        decideStep: stepOf,
        hasAsked,
        menu: {
          onRelation: relations.change,
          onFollowers: setFollowersOf,
          onEditCard: book.onEditCard,
          onCopyAddress: ({ address }) => void copy(address),
          canForget: isKnown,
          onForget: ({ handle }) => void call('people.forget', { handle }),
        },
        onVisible: watch,
      }}
      favourites={{
        people: people.filter(({ isFavourite }) => isFavourite),
        decideObstacle,
        decideStep: stepOf,
        onCall: (person, media) => void dial.call(person, media),
      }}
      onCallEcho={echo && (() => void dial.call(echo, 'audio'))}
      recents={{
        calls: recents.calls.filter(({ callId }) => callId !== removal.waiting?.callId),
        nowMs,
        decideObstacle: (recent) => obstacleWith(findPerson(recent) ?? { ...anybody, ...recent }, null),
        decideStep: (recent, obstacle) =>
          decideStep({ handle: recent.handle, name: recent.displayName }, obstacle),
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
      book={{ page: book.page, onOpen: book.onOpen }}
      tab={tab}
      onTab={show}
      missedCount={missedCount}
      recovery={{ ...recovery, offer: shownCall || connection.kind === 'offline' ? null : recovery.offer }}
      undo={
        removal.waiting
          ? {
              words: t('main.recents.removed', { name: removal.waiting.displayName }),
              onUndo: removal.undo,
              onHold: removal.hold,
            }
          : (relations.undo ?? book.undo)
      }
      notice={notice}
      strip={{
        me,
        audience,
        state: wordState(t, me.policy, nowMs, language),
        requestCount: received.length,
        onOpen: () => setIsCallersOpen(true),
        onSetCalling: (isCallingOn) => callers.setNow({ isCallingOn }),
      }}
      callers={
        isCallersOpen ? (
          <CallersPage
            me={me}
            callers={callers}
            nowMs={nowMs}
            onBack={() => setIsCallersOpen(false)}
            onRelation={relations.change}
            say={say}
          />
        ) : null
      }
      dialogs={
        <>
          {ask.dialog}
          {book.dialog}
          {followersOf && (
            <FollowersDialog
              handle={followersOf.handle}
              name={nameOf(followersOf)}
              host={me.directoryHost}
              onClose={() => setFollowersOf(null)}
            />
          )}
        </>
      }
    />
  )
}

/** Of somebody in Recents who is not among my people, nothing is known that forbids a call. */
const anybody = { reachability: { verdict: 'unknown' }, hasChangedKey: false } as const

/** What the menu of my state sets, at once. */
const CHOICES = {
  available: { isCallingOn: true, isDoNotDisturb: false },
  quiet: { isCallingOn: true, isDoNotDisturb: true },
  off: { isCallingOn: false },
} as const satisfies Record<MyChoice, object>

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
