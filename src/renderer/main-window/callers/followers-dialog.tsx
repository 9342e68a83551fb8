import { useCallback, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BridgeContract } from '../../../contract/bridge/contract.ts'
import type { Handle } from '../../../contract/ids.ts'
import type { OutputOf } from '../../../contract/rpc/contract.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { BadgeMark } from '../../ui/badge-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { DialogFrame } from '../../ui/dialog-frame.tsx'
import { Segments } from '../../ui/segments.tsx'

type Page = OutputOf<BridgeContract, 'person.listFollows'>
type Direction = 'followers' | 'following'
type Trouble = 'directory-unreachable' | 'not-found' | 'other'

export type FollowersDialogProps = {
  readonly handle: Handle
  readonly name: string
  readonly host: string
  readonly onClose: () => void
}

/** Who follows somebody, and whom they follow, as the directory tells everybody. */
export function FollowersDialog({ handle, name, host, onClose }: FollowersDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const [direction, setDirection] = useState<Direction>('followers')
  return (
    <DialogFrame isOpen onClose={onClose} title={name} body={t('callers.followers.public')}>
      <span id={id} className="sr-only">
        {t('callers.followers.lists')}
      </span>
      <Segments
        labelledBy={id}
        value={direction}
        onChange={setDirection}
        choices={(['followers', 'following'] as const).map((value) => ({
          value,
          words: t(`callers.followers.${value}`),
        }))}
      />
      <FollowList key={direction} handle={handle} name={name} host={host} direction={direction} />
      <div className="flex justify-end">
        <Button onClick={onClose}>{t('shared.close')}</Button>
      </div>
    </DialogFrame>
  )
}

type FollowListProps = Omit<FollowersDialogProps, 'onClose'> & { readonly direction: Direction }

function FollowList({ handle, name, host, direction }: FollowListProps) {
  const { t } = useTranslation()
  const { pages, trouble, isLoading, more } = useFollows(handle, direction)
  const people = pages.flatMap((page) => page.people)
  const count = pages[0]?.count
  const none = direction === 'followers' ? 'callers.followers.noFollowers' : 'callers.followers.noFollowing'
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="min-h-4.5 text-13 text-secondary">
        {count === undefined
          ? isLoading && t('callers.followers.loading')
          : count === 0
            ? t(none, { name })
            : t('callers.followers.count', { count })}
      </p>
      {people.length > 0 && (
        <ul className="quiet-scroll -mx-2 flex max-h-70 flex-col overflow-y-auto">
          {people.map((person) => (
            <li key={person.handle} className="flex items-center gap-3 px-2 py-1.5">
              <Avatar handle={person.handle} displayName={person.displayName} size={28} />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="flex min-w-0 items-center gap-1">
                  <bdi className="truncate">{person.displayName}</bdi>
                  <BadgeMark badge={person.badge} address={`@${person.handle}@${host}`} />
                </span>
                <span className="truncate text-13 text-secondary">@{person.handle}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {trouble && (
        <p role="alert" className="text-13 text-stop">
          {t(`callers.followers.${trouble}`)}
        </p>
      )}
      {more && (
        <Button look="quiet" size="small" className="self-start" aria-disabled={isLoading} onClick={more}>
          {t(
            trouble ? 'shared.tryAgain' : isLoading ? 'callers.followers.loading' : 'callers.followers.more',
          )}
        </Button>
      )}
    </div>
  )
}

type Follows = {
  readonly pages: readonly Page[]
  readonly trouble: Trouble | null
  readonly isLoading: boolean
  /** Null where all are there. */
  readonly more: (() => void) | null
}

/** The list, page by page; the first comes by itself. */
function useFollows(handle: Handle, direction: Direction): Follows {
  const { call } = useBridge()
  const [pages, setPages] = useState<readonly Page[]>([])
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [isLoading, setIsLoading] = useState(true)
  const load = useCallback(
    async (after: Handle | null, isStale: () => boolean) => {
      const answer = await call('person.listFollows', { handle, direction, after })
      if (isStale()) return
      setIsLoading(false)
      if (answer.ok) setPages((now) => [...now, answer.value])
      else {
        const { kind } = answer.error
        setTrouble(kind === 'directory-unreachable' || kind === 'not-found' ? kind : 'other')
      }
    },
    [call, handle, direction],
  )
  useEffect(() => {
    let isGone = false
    void load(null, () => isGone)
    return () => {
      isGone = true
    }
  }, [load])
  const next = pages.length === 0 ? null : (pages.at(-1)?.next ?? null)
  const hasMore = pages.length === 0 ? trouble !== null : next !== null
  return {
    pages,
    trouble,
    isLoading,
    more: hasMore
      ? () => {
          if (isLoading) return
          setTrouble(null)
          setIsLoading(true)
          void load(next, () => false)
        }
      : null,
  }
}
