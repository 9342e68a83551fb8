import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { BookUser, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { UndoToast, type UndoToastProps } from '../../ui/undo-toast.tsx'
import { CallBar, type CallBarProps } from './call-bar.tsx'
import { Favourites, type FavouritesProps } from './favourites.tsx'
import { CallingStrip, type CallingStripProps } from './calling-strip.tsx'
import { DialField, type DialFieldProps } from './dial-field.tsx'
import { MeHeader, type MeHeaderProps } from './me-header.tsx'
import { OfflineLine, type OfflineLineProps } from './offline-line.tsx'
import { PeopleList, type PeopleListProps } from './people-list.tsx'
import { RecentsView, type RecentsViewProps } from './recents-view.tsx'
import { RecoveryOffer } from '../recovery/recovery-offer.tsx'
import { SaveDialog } from '../recovery/save-dialog.tsx'
import type { Recovery } from '../recovery/use-recovery.ts'
import { SettingsView, type SettingsViewProps } from './settings-view.tsx'
import { TroubleLine, type TroubleLineProps } from './trouble-line.tsx'

export const HOME_TABS = ['people', 'recents', 'settings'] as const
export type HomeTab = (typeof HOME_TABS)[number]

export type HomeViewProps = {
  readonly header: MeHeaderProps
  readonly callBar: CallBarProps | null
  readonly offline: OfflineLineProps | null
  readonly trouble: TroubleLineProps | null
  readonly dial: DialFieldProps
  /** Something is typed: the people found stand in the place of the tabs. */
  readonly isSearching: boolean
  /** How to call by keyboard, under the results. */
  readonly keysHint: string
  readonly people: PeopleListProps
  readonly favourites: FavouritesProps
  /** Null where the directory has no echo, or there is somebody else to call. */
  readonly onCallEcho: (() => void) | null
  readonly recents: RecentsViewProps
  readonly settings: SettingsViewProps
  /** Stands in the place of the settings while it is open. */
  readonly deviceCheck: ReactNode | null
  readonly tab: HomeTab
  readonly onTab: (tab: HomeTab) => void
  readonly missedCount: number
  readonly recovery: Pick<Recovery, 'offer' | 'dialog'>
  readonly undo: UndoToastProps | null
  /** Said for a moment: what was just done. */
  readonly notice: string | null
  readonly strip: CallingStripProps
  /** Who may call me, in the place of everything but a call. */
  readonly callers: ReactNode | null
  /** My address book, in the place of the tabs while it is open. */
  readonly book: { readonly page: ReactNode | null; readonly onOpen: () => void }
  /** Dialogs that any of the views may open. */
  readonly dialogs: ReactNode
}

/** The main window of a person with an account. */
export function HomeView(props: HomeViewProps) {
  const { header, callBar, offline, trouble, recovery, dial, isSearching, strip, callers } = props
  const { t } = useTranslation()
  if (callers !== null) {
    return (
      <div className="flex h-full flex-col">
        {callBar && <CallBar {...callBar} />}
        <div className="relative flex min-h-0 flex-1 flex-col">
          {callers}
          <Toasts {...props} />
        </div>
        {props.dialogs}
      </div>
    )
  }
  return (
    <div className="flex h-full flex-col">
      <header>
        <h1 className="sr-only">Ahoy</h1>
        {callBar && <CallBar {...callBar} />}
        <div className="flex flex-col gap-2 px-3 pt-2.5 pb-2">
          <MeHeader {...header} />
          <DialField {...dial} />
        </div>
        {(offline || trouble || recovery.offer) && (
          <div className="flex flex-col gap-2 pb-2">
            {offline && <OfflineLine {...offline} />}
            {trouble && <TroubleLine {...trouble} />}
            {recovery.offer && <RecoveryOffer {...recovery.offer} />}
          </div>
        )}
      </header>
      <main className="relative min-h-0 flex-1">
        {isSearching ? <Results {...props} /> : (props.book.page ?? <TabbedViews {...props} />)}
        <Toasts {...props} />
      </main>
      <SaveDialog {...recovery.dialog} />
      {props.dialogs}
      <footer>
        <CallingStrip {...strip} />
        <span className="sr-only" role="status">
          {isSearching && t('main.dial.count', { count: props.people.people.length })}
        </span>
      </footer>
    </div>
  )
}

/** What was just done, above everything else that is there. */
function Toasts({ notice, undo, callers }: HomeViewProps) {
  return (
    <div
      className={classNames(
        'pointer-events-none absolute inset-x-3 z-10 flex flex-col gap-2 *:pointer-events-auto',
        callers === null ? 'bottom-3' : 'bottom-18',
      )}
    >
      <p
        role="status"
        className={
          notice ? 'enters self-center rounded-card bg-raised px-4 py-2 text-13 shadow-float' : 'sr-only'
        }
      >
        {notice}
      </p>
      {undo && <UndoToast {...undo} />}
    </div>
  )
}

function Results({ people, keysHint }: HomeViewProps) {
  return (
    <div className="flex h-full flex-col">
      <div className="min-h-0 flex-1">
        <PeopleList {...people} />
      </div>
      {people.people.length > 0 && <p className="px-4 py-2 text-center text-12 text-secondary">{keysHint}</p>}
    </div>
  )
}

function TabbedViews(props: HomeViewProps) {
  const {
    tab,
    onTab,
    missedCount,
    people,
    favourites,
    recents,
    settings,
    deviceCheck,
    dial,
    onCallEcho,
    book,
  } = props
  const { t } = useTranslation()
  const panel = 'min-h-0 flex-1 outline-offset-[-2px]'
  return (
    <Tabs.Root value={tab} onValueChange={onTab} className="flex h-full flex-col">
      <div className="mx-3 mb-2 flex flex-wrap items-center justify-end gap-1.5">
        <Tabs.List activateOnFocus className="flex flex-1 basis-60 rounded-control bg-track p-0.5">
          {HOME_TABS.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              className="state-change flex h-7 flex-1 items-center justify-center gap-1.5 rounded-[calc(var(--radius-control)-2px)] text-13 font-medium text-secondary hover:text-text data-active:bg-segment data-active:text-text data-active:shadow-knob"
            >
              {t(`main.tabs.${name}`)}
              {name === 'recents' && missedCount > 0 && <MissedCount count={missedCount} />}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <IconButton
          size="small"
          label={t('callers.person.book')}
          icon={<BookUser className="size-4.5" />}
          tooltipSide="bottom"
          onPress={book.onOpen}
        />
      </div>
      <Tabs.Panel value="people" className={panel}>
        {people.people.length > 0 ? (
          <div className="flex h-full flex-col">
            <Favourites {...favourites} />
            <div className="min-h-0 flex-1">
              <PeopleList {...people} />
            </div>
          </div>
        ) : (
          <EmptyState
            icon={<UserRound className="size-6" />}
            words={t('main.people.empty')}
            action={{ words: t('main.people.emptyAction'), onPress: () => dial.field.current?.focus() }}
            otherAction={onCallEcho && { words: t('main.people.callEcho'), onPress: onCallEcho }}
          />
        )}
      </Tabs.Panel>
      <Tabs.Panel value="recents" className={panel}>
        <RecentsView {...recents} />
      </Tabs.Panel>
      <Tabs.Panel value="settings" className={panel}>
        {deviceCheck ?? <SettingsView {...settings} />}
      </Tabs.Panel>
    </Tabs.Root>
  )
}

function MissedCount({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-attention px-1.5 text-12 font-semibold text-on-attention tabular-nums">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('main.missedCount', { count })}</span>
    </span>
  )
}
