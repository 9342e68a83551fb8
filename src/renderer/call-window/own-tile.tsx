import { MicOff, VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../ui/class-names.ts'
import type { RunningScreen } from './call-screen.ts'
import { type Corner, decideCornerByKey } from './corner.ts'
import { LivePicture } from '../ui/live-picture.tsx'
import { useCornerDrag } from './use-corner-drag.ts'

const PLACES = {
  'top-left': 'top-18 left-4',
  'top-right': 'top-18 right-4',
  'bottom-left': 'bottom-4 left-4',
  'bottom-right': 'bottom-4 right-4',
} as const satisfies Record<Corner, string>

type OwnTileProps = {
  readonly kind: NonNullable<RunningScreen['ownTile']>
  readonly picture: HTMLVideoElement | null
  readonly isMuted: boolean
  readonly corner: Corner
  readonly onMove: (corner: Corner) => void
}

/** My own picture. It can be dragged, and moved with the arrow keys; it always comes to rest in a corner. */
export function OwnTile({ kind, picture, isMuted, corner, onMove }: OwnTileProps) {
  const { t } = useTranslation()
  const drag = useCornerDrag(corner, onMove)
  return (
    <button
      type="button"
      ref={drag.ref}
      aria-label={t('call.ownPicture.label', { corner: t(`call.ownPicture.${corner}`) })}
      onKeyDown={(event) => {
        const next = decideCornerByKey(corner, event.key)
        if (next === null) return
        event.preventDefault()
        onMove(next)
      }}
      {...drag.handlers}
      className={classNames(
        'call-own-tile absolute z-10 h-24.75 w-44 overflow-hidden rounded-card bg-surface shadow-float',
        'max-sm:h-18 max-sm:w-32',
        PLACES[corner],
      )}
    >
      {kind === 'picture' && picture ? (
        <LivePicture picture={picture} isMirrored />
      ) : (
        <span className="grid size-full place-items-center text-secondary">
          <VideoOff className="size-6" role="img" aria-label={t('call.ownPicture.cameraOff')} />
        </span>
      )}
      {isMuted && (
        <span className="absolute bottom-1.5 left-1.5 grid size-6 place-items-center rounded-full bg-text text-page">
          <MicOff className="size-3.5" role="img" aria-label={t('call.ownPicture.muted')} />
        </span>
      )}
    </button>
  )
}
