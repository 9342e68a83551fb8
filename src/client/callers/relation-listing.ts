import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { LIMITS, TIMES } from '../../contract/limits.ts'
import type { RelationsMark } from '../../contract/relation.ts'
import type { Result } from '../../contract/result.ts'
import type { OutputOf } from '../../contract/rpc/contract.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { CallContext } from '../calls/call-context.ts'
import { createRetry, pauseAfter } from './retry.ts'

export type RelationListing = {
  /**
   * Reads the directory's copies from the first to the last; asked again meanwhile, it reads once more. Where it does not
   * get to the end it tries again after a pause.
   */
  readonly run: () => void
  readonly stop: () => void
}

export type RelationListingDeps = Pick<CallContext, 'rpc' | 'log' | 'clock'> & {
  /** Whether it was news. */
  readonly take: (signed: SignedStatement) => boolean
  /** What is known already. */
  readonly since: () => RelationsMark
  /** The mark is null before the last page; then all is known up to it. */
  readonly onPage: (isNews: boolean, mark: RelationsMark | null) => void
}

type Page = OutputOf<DirectoryContract, 'relation.list'>
type Failure = { readonly kind: string; readonly retryAfterMs?: number }

const MOST_PAGES = Math.ceil(LIMITS.relationsPerAccount / LIMITS.relationsPerFrame) + 1
const RETRY_MS = TIMES.rpcMs

export function createRelationListing(deps: RelationListingDeps): RelationListing {
  const retry = createRetry(deps.clock)
  let isRunning = false
  let isAskedAgain = false

  /** Answers after which pause it is worth another try; null: the list was read to its end, or the link is lost. */
  const readAll = async (): Promise<number | null> => {
    const since = deps.since()
    let after: Page['next'] = null
    /** As of the first page: what is stored while the list is read stands behind it. */
    let mark: RelationsMark | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const client = deps.rpc()
      // The next sign-in asks again.
      if (!client) return null
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const told: Result<Page, Failure> = await client.call('relation.list', { after, since })
      if (!told.ok) {
        deps.log.warn('relations were not listed', { kind: told.error.kind })
        return deps.rpc() === null ? null : pauseAfter(told.error)
      }
      const { statements, next }: Page = told.value
      const isNews = statements.map(deps.take).includes(true)
      mark ??= told.value.mark
      deps.onPage(isNews, next === null ? mark : null)
      if (next === null) return null
      // A list that does not get on would never end.
      if (after !== null && next <= after) return RETRY_MS
      after = next
    }
    return RETRY_MS
  }
  const work = async () => {
    isRunning = true
    let pauseMs: number | null = null
    do {
      isAskedAgain = false
      // oxlint-disable-next-line no-await-in-loop -- one reading after the other
      pauseMs = await readAll()
    } while (isAskedAgain)
    isRunning = false
    if (pauseMs !== null) retry.after(pauseMs, run)
  }
  const run = () => {
    isAskedAgain = isRunning
    if (!isRunning) void work()
  }
  return { run, stop: retry.stop }
}
