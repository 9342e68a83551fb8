import type { LocalDirectorySnapshot } from '../../contract/bridge/snapshots.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { ReachNews, ToDirectory } from './directory-messages.ts'
import type { PortMemory } from './local-directory.ts'

/** Whether other computers are to be let in: a person's choice, that outlives the app. */
export type ReachWish = { readonly read: () => boolean; readonly write: (isOn: boolean) => boolean }

export type LocalReachDeps = {
  readonly wish: ReachWish
  /** Part of every join link, so it stays. */
  readonly ports: PortMemory
  readonly onChange: () => void
}

/** The way in from other computers, as the app sees it: what is wished, and what the directory's process makes of it. */
export type LocalReach = {
  readonly state: () => LocalDirectorySnapshot
  readonly set: (isOn: boolean) => Result<null, { readonly kind: 'no-directory' | 'cannot-save' }>
  /** The process runs: it is told what is wished. */
  readonly handleUp: (post: (message: ToDirectory) => void) => void
  readonly handleNews: (news: ReachNews) => void
  readonly handleGone: () => void
}

const USUAL_PORT = 4701

export function createLocalReach({ wish, ports, onChange }: LocalReachDeps): LocalReach {
  let state: LocalDirectorySnapshot = { kind: 'none' }
  let post: ((message: ToDirectory) => void) | null = null
  let isAnyPortTried = false

  const enter = (next: LocalDirectorySnapshot) => {
    state = next
    onChange()
  }
  const follow = () => {
    if (!post) return
    if (!wish.read()) {
      post({ type: 'unexpose' })
      return enter({ kind: 'loopback' })
    }
    isAnyPortTried = false
    post({ type: 'expose', port: ports.read() ?? USUAL_PORT })
    return enter({ kind: 'opening' })
  }
  const handleFailure = (trouble: Extract<ReachNews, { type: 'expose-failed' }>['trouble']) => {
    // Before anybody has a link, any port will do; afterwards they know it by the one that it has.
    if (trouble.kind === 'port-taken' && ports.read() === null && !isAnyPortTried) {
      isAnyPortTried = true
      return post?.({ type: 'expose', port: 0 })
    }
    return enter({ kind: 'failed', trouble })
  }

  return {
    state: () => state,
    set: (isOn) => {
      if (!post) return fail({ kind: 'no-directory' })
      if (!wish.write(isOn)) return fail({ kind: 'cannot-save' })
      follow()
      return ok(null)
    },
    handleUp: (toProcess) => {
      post = toProcess
      if (wish.read()) follow()
      else enter({ kind: 'loopback' })
    },
    handleNews: (news) => {
      // Late news of what is no longer wished.
      if (!post || !wish.read()) return
      if (news.type === 'expose-failed') handleFailure(news.trouble)
      if (news.type !== 'exposed') return
      ports.write(news.port)
      enter({ kind: 'reachable', port: news.port, links: news.links })
    },
    handleGone: () => {
      post = null
      enter({ kind: 'none' })
    },
  }
}
