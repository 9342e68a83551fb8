import {
  Ban,
  BellOff,
  BellRing,
  Copy,
  Ellipsis,
  IdCard,
  UserMinus,
  UserRoundCheck,
  UserRoundPlus,
  Users,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { Menu, MenuCheck, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { nameOf } from './person-line.tsx'
import type { RelationChange } from './use-relations.ts'

export type PersonMenuActions = {
  readonly onRelation: (person: PersonRow, change: RelationChange) => void
  readonly onFollowers: (person: PersonRow) => void
  /** Null where there is no address book to edit. */
  readonly onEditCard: ((person: PersonRow) => void) | null
  readonly onCopyAddress: (person: PersonRow) => void
  readonly onForget: (person: PersonRow) => void
  /** Only people in my list can be removed from it. */
  readonly canForget: (person: PersonRow) => boolean
}

/** How I stand to somebody, and what else can be done about them. */
export function PersonMenu({
  person,
  actions,
}: {
  readonly person: PersonRow
  readonly actions: PersonMenuActions
}) {
  const { t } = useTranslation()
  const { relation } = person
  const set = (change: RelationChange) => actions.onRelation(person, change)
  const trigger = (
    <button
      type="button"
      aria-label={t('main.people.more', { name: nameOf(person) })}
      className="state-change flex size-7 items-center justify-center rounded-full text-secondary opacity-0 group-hover:opacity-100 hover:bg-press hover:text-text focus-visible:opacity-100 data-popup-open:bg-press data-popup-open:opacity-100"
    >
      <Ellipsis className="size-4" aria-hidden="true" />
    </button>
  )
  const icon = 'size-4'
  return (
    <Menu trigger={trigger} align="end">
      {actions.onEditCard && (
        <MenuItem icon={<IdCard className={icon} />} onPress={() => actions.onEditCard?.(person)}>
          {t('callers.person.editCard')}
        </MenuItem>
      )}
      <MenuItem
        icon={relation.isFollowed ? <UserRoundCheck className={icon} /> : <UserRoundPlus className={icon} />}
        onPress={() => set({ isFollowed: !relation.isFollowed })}
      >
        {t(relation.isFollowed ? 'callers.person.unfollow' : 'callers.person.follow')}
      </MenuItem>
      <MenuItem icon={<Users className={icon} />} onPress={() => actions.onFollowers(person)}>
        {t('callers.person.followers')}
      </MenuItem>
      <MenuItem icon={<Copy className={icon} />} onPress={() => actions.onCopyAddress(person)}>
        {t('main.people.copyAddress')}
      </MenuItem>
      <MenuLine />
      <MenuCheck
        icon={<BellRing className={icon} />}
        isOn={relation.exception === 'always'}
        onChange={(isOn) => set({ exception: isOn ? 'always' : 'none' })}
      >
        {t('callers.person.always')}
      </MenuCheck>
      <MenuCheck
        icon={<BellOff className={icon} />}
        isOn={relation.exception === 'never'}
        onChange={(isOn) => set({ exception: isOn ? 'never' : 'none' })}
      >
        {t('callers.person.never')}
      </MenuCheck>
      <MenuItem
        icon={<Ban className={icon} />}
        isStop={!relation.isBlocked}
        onPress={() => set({ isBlocked: !relation.isBlocked })}
      >
        {t(relation.isBlocked ? 'callers.person.unblock' : 'callers.person.block')}
      </MenuItem>
      {actions.canForget(person) && (
        <>
          <MenuLine />
          <MenuItem icon={<UserMinus className={icon} />} isStop onPress={() => actions.onForget(person)}>
            {t('main.people.forget')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}
