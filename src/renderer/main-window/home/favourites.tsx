import { Phone, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import type { CallMedia } from '../../../contract/ids.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import type { CallObstacle } from './call-possibility.ts'
import { LockedButton, type StepAction } from './locked-button.tsx'
import { nameOf } from './person-line.tsx'

export type FavouritesProps = {
  readonly people: readonly PersonRow[]
  readonly decideObstacle: (person: PersonRow) => CallObstacle | null
  readonly decideStep: (person: PersonRow, obstacle: CallObstacle | null) => StepAction | null
  readonly onCall: (person: PersonRow, media: CallMedia) => void
}

/** Those I call most, as a row of faces. */
export function Favourites(props: FavouritesProps) {
  const { t } = useTranslation()
  if (props.people.length === 0) return null
  return (
    <ul
      aria-label={t('callers.person.favourites')}
      className="quiet-scroll flex shrink-0 gap-1 overflow-x-auto px-3 pt-0.5 pb-2"
    >
      {props.people.map((person) => (
        <li key={person.handle} className="w-17 shrink-0">
          <Favourite {...props} person={person} />
        </li>
      ))}
    </ul>
  )
}

const shape =
  'state-change flex w-full flex-col items-center gap-1.5 rounded-card px-1 pt-2 pb-1.5 hover:bg-hover data-popup-open:bg-hover'

function Favourite(props: FavouritesProps & { readonly person: PersonRow }) {
  const { person, decideObstacle, decideStep, onCall } = props
  const { t } = useTranslation()
  const name = nameOf(person)
  const obstacle = decideObstacle(person)
  const face = (
    <>
      <Avatar handle={person.handle} displayName={name} size={40} presence={person.presence} />
      <bdi aria-hidden="true" className="w-full truncate text-center text-12 text-text">
        {shorten(name)}
      </bdi>
    </>
  )
  if (obstacle !== null) {
    return (
      <LockedButton
        label={t('main.people.videoCall', { name })}
        icon={<span className="flex w-full flex-col items-center gap-1.5">{face}</span>}
        name={name}
        obstacle={obstacle}
        action={decideStep(person, obstacle)}
        shape={LOCKED_SHAPE}
      />
    )
  }
  const trigger = (
    <button type="button" className={shape}>
      {face}
      <span className="sr-only">{t('main.people.call', { name })}</span>
    </button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuItem icon={<Video className="size-4.5" />} onPress={() => onCall(person, 'video')}>
        {t('shared.videoCall')}
      </MenuItem>
      <MenuItem icon={<Phone className="size-4" />} onPress={() => onCall(person, 'audio')}>
        {t('shared.voiceCall')}
      </MenuItem>
    </Menu>
  )
}

/** The lock stands at the face, as the dot of presence does. */
const LOCKED_SHAPE = { button: 'w-full rounded-card px-1 pt-2 pb-1.5', lock: 'right-2.5 top-8' }

/** The first word of a name. */
const shorten = (name: string): string => name.trim().split(/\s+/u)[0] ?? name
