import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import { CallControls } from './call-controls.tsx'
import { CallHeader } from './call-header.tsx'
import { CallGround } from './call-ground.tsx'
import type { Notice, RunningScreen } from './call-screen.ts'
import type { Corner } from './corner.ts'
import { isolate } from './isolate.ts'
import { NoticeBar } from './notice-bar.tsx'
import { OwnTile } from './own-tile.tsx'
import { SafetyEmoji } from './safety-emoji.tsx'

export type RunningViewProps = {
  readonly screen: RunningScreen
  /** Live, in elements of their own. */
  readonly pictures: { readonly own: HTMLVideoElement | null; readonly remote: HTMLVideoElement | null }
  readonly levels: {
    readonly own: RefObject<HTMLSpanElement | null>
    readonly remote: RefObject<HTMLSpanElement | null>
  }
  /** On this device's clock, in milliseconds: new each second while a timer shows. */
  readonly nowMs: number
  /** Nobody moved for a while: what floats over a picture may go. */
  readonly isIdle: boolean
  readonly corner: Corner
  readonly onCorner: (corner: Corner) => void
}

/** A call that is being made or that runs. */
export function RunningView(props: RunningViewProps) {
  const { screen, pictures, levels, nowMs, isIdle, corner, onCorner } = props
  const { t } = useTranslation()
  const [hidden, setHidden] = useState<ReadonlySet<Notice['words']>>(new Set())
  const [isComparing, setIsComparing] = useState(false)
  const name = screen.person.displayName
  const isLinked = screen.status.kind === 'connected' || screen.status.kind === 'reconnecting'
  // While their picture is waited for, the ground itself names them.
  const hasHeader = isLinked && (screen.ground === 'their-picture' || screen.ground === 'avatars')
  const notice = screen.notices.find(({ words }) => !hidden.has(words))
  const isChromeHidden = isIdle && screen.ground === 'their-picture' && !isComparing && isLinked && !notice
  const hide = (direction: 'up' | 'down') => (isChromeHidden ? { 'data-hidden': direction } : {})

  return (
    <main
      aria-label={t('call.window', { name: isolate(name) })}
      className={classNames('relative h-full overflow-hidden', isChromeHidden && 'cursor-none')}
    >
      <CallGround screen={screen} pictures={pictures} levels={levels} nowMs={nowMs} />
      {screen.ownTile && (
        <OwnTile
          kind={screen.ownTile}
          picture={pictures.own}
          isMuted={screen.isOwnMuted}
          corner={corner}
          onMove={onCorner}
        />
      )}
      <div
        className="call-chrome pointer-events-none absolute inset-x-0 top-0 z-20 flex items-start gap-4 p-4"
        {...hide('up')}
      >
        <div className="min-w-0 flex-1">
          {hasHeader && (
            <CallHeader
              person={screen.person}
              status={screen.status}
              remote={screen.remote}
              nowMs={nowMs}
              isOnPicture={screen.ground === 'their-picture'}
            />
          )}
        </div>
        {screen.safety && (
          <div className="pointer-events-auto shrink-0">
            <SafetyEmoji safety={screen.safety} name={name} onOpenChange={setIsComparing} />
          </div>
        )}
      </div>
      <div
        className="call-chrome pointer-events-none absolute inset-x-0 bottom-0 z-20 flex flex-col items-center gap-4 px-4 pb-6"
        {...hide('down')}
      >
        {notice && (
          <div className="pointer-events-auto flex w-full justify-center">
            <NoticeBar
              key={notice.words}
              notice={notice}
              name={name}
              onHide={() => setHidden(new Set([...hidden, notice.words]))}
            />
          </div>
        )}
        <div className="pointer-events-auto">
          <CallControls {...screen} />
        </div>
      </div>
    </main>
  )
}
