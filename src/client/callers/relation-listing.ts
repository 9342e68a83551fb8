import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { LIMITS } from '../../contract/limits.ts'
import type { Result } from '../../contract/result.ts'
import type { OutputOf } from '../../contract/rpc/contract.ts'
import type { SignedStatement } from '../../contract/statement.ts'
import type { CallContext } from '../calls/call-context.ts'

export type RelationListing = {
  /** Reads the directory's copies from the first to the last; asked again meanwhile, it reads once more. */
  readonly run: () => void
}

export type RelationListingDeps = Pick<CallContext, 'rpc' | 'log'> & {
  /** Whether it was news. */
  readonly take: (signed: SignedStatement) => boolean
  readonly onPage: (isNews: boolean, isLast: boolean) => void
}

type Page = OutputOf<DirectoryContract, 'relation.list'>

const MOST_PAGES = Math.ceil(LIMITS.relationsPerAccount / LIMITS.relationsPerFrame) + 1

export function createRelationListing(deps: RelationListingDeps): RelationListing {
  let isRunning = false
  let isAskedAgain = false

  const readAll = async () => {
    let after: Page['next'] = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const client = deps.rpc()
      if (!client) return
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const told: Result<Page, { readonly kind: string }> = await client.call('relation.list', { after })
      if (!told.ok) return deps.log.warn('relations were not listed', { kind: told.error.kind })
      const { statements, next }: Page = told.value
      const isNews = statements.map(deps.take).includes(true)
      deps.onPage(isNews, next === null)
      // A list that does not get on would never end.
      if (next === null || (after !== null && next <= after)) return
      after = next
    }
  }
  const work = async () => {
    isRunning = true
    do {
      isAskedAgain = false
      // oxlint-disable-next-line no-await-in-loop -- one reading after the other
      await readAll()
    } while (isAskedAgain)
    isRunning = false
  }
  return {
    run: () => {
      isAskedAgain = isRunning
      if (!isRunning) void work()
    },
  }
}
