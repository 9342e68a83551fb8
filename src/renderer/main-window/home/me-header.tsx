import { ChevronDown, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConnectionSnapshot, MeSnapshot } from '../../../contract/bridge/snapshots.ts'
import { type Availability, decideAvailability } from '../../../domain/calling-policy.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BadgeMark } from '../../ui/badge-mark.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../../ui/menu.tsx'

export type Me = NonNullable<MeSnapshot>
export type MyState = 'available' | 'doNotDisturb' | 'quietHours' | 'callingOff' | 'connecting' | 'offline'

/** What I choose in the menu: the three leave no fourth. */
export type MyChoice = 'available' | 'quiet' | 'off'

export type MeHeaderProps = {
  readonly me: Me
  readonly connection: ConnectionSnapshot
  readonly nowMs: number
  readonly onChoose: (choice: MyChoice) => void
  readonly onCopyAddress: () => void
  /** Null where trying now would not help. */
  readonly onRetry: (() => void) | null
}

export function decideMyState(me: Me, connection: ConnectionSnapshot, nowMs: number): MyState {
  if (connection.kind === 'connecting') return 'connecting'
  if (connection.kind !== 'online') return 'offline'
  if (!me.policy.isCallingOn) return 'callingOff'
  return STATES[decideAvailability(me.policy, nowMs)]
}

const STATES = {
  available: 'available',
  'do-not-disturb': 'doNotDisturb',
  'quiet-hours': 'quietHours',
} as const satisfies Record<Availability, MyState>

const decideChoice = ({ policy }: Me): MyChoice => {
  if (!policy.isCallingOn) return 'off'
  return policy.isDoNotDisturb ? 'quiet' : 'available'
}

const marks = {
  available: 'bg-go',
  doNotDisturb: 'bg-accent',
  quietHours: 'bg-accent',
  callingOff: 'bg-stop',
  connecting: 'bg-line-strong',
  offline: 'bg-line-strong',
} as const satisfies Record<MyState, string>

/** Me and my state, one menu. */
export function MeHeader(props: MeHeaderProps) {
  const { me, connection, nowMs, onChoose, onCopyAddress, onRetry } = props
  const { t } = useTranslation()
  const state = decideMyState(me, connection, nowMs)
  const words = t(`main.me.${state}`)
  const trigger = (
    <button
      type="button"
      className="state-change flex max-w-full min-w-0 items-center gap-3 rounded-card py-1.5 pr-2.5 pl-1 text-left hover:bg-hover data-popup-open:bg-hover"
    >
      <Avatar handle={me.handle} displayName={me.displayName} size={40} />
      <span className="flex min-w-0 flex-col">
        <span className="flex min-w-0 items-center gap-1">
          <bdi className="truncate font-semibold">{me.displayName}</bdi>
          <BadgeMark badge={me.badge} address={me.address} />
          <ChevronDown className="size-3.5 shrink-0 text-secondary" aria-hidden="true" />
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-13 text-secondary">
          <span className={classNames('size-2 shrink-0 rounded-full', marks[state])} aria-hidden="true" />
          <span className="truncate">
            {words} <span aria-hidden="true">·</span> @{me.handle}
          </span>
          <span className="sr-only">{t('main.me.menu')}</span>
        </span>
      </span>
    </button>
  )
  return (
    <Menu trigger={trigger} isWide>
      <MenuChoice
        value={decideChoice(me)}
        onChange={onChoose}
        choices={[
          { value: 'available', words: t('main.me.chooseAvailable'), hint: t('main.me.chooseAvailableHint') },
          { value: 'quiet', words: t('main.me.chooseQuiet'), hint: t('main.me.chooseQuietHint') },
          { value: 'off', words: t('main.me.chooseOff'), hint: t('main.me.chooseOffHint') },
        ]}
      />
      <MenuLine />
      <MenuItem icon={<Copy className="size-4" />} hint={me.address} onPress={onCopyAddress}>
        {t('main.me.copyAddress')}
      </MenuItem>
      {onRetry && (
        <>
          <MenuLine />
          <MenuItem onPress={onRetry}>{t('main.offline.tryNow')}</MenuItem>
        </>
      )}
    </Menu>
  )
}
