import type { DirectoryContract } from '../../contract/directory/contract.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, invariant, ok } from '../../contract/result.ts'
import type { ParsedInputOf } from '../../contract/rpc/contract.ts'
import type { HandlerResult } from '../../contract/rpc/server.ts'
import { accountRecord } from '../accounts/account.ts'
import type { DirectoryContext } from '../context.ts'

/** Who follows an account, or whom it follows: public to everybody who is signed in. */
export function listFollows(
  context: DirectoryContext,
  { after, ...of }: ParsedInputOf<DirectoryContract, 'follow.list'>,
): Promise<HandlerResult<DirectoryContract, 'follow.list'>> {
  return context.store.read(async (tables) => {
    const { accounts, relations } = tables
    if (!(await accounts.has(of.handle))) return fail({ kind: 'not-found' })
    const count = await relations.countFollows(of)
    const handles = await relations.listFollows(of, after, LIMITS.followersPerPage + 1)
    const page = handles.slice(0, LIMITS.followersPerPage)
    const profiles = []
    for (const handle of page) {
      const account = await accounts.find(handle)
      invariant(account, 'only accounts are listed')
      profiles.push(accountRecord(context, account).profile)
    }
    const next = handles.length > page.length ? (page.at(-1) ?? null) : null
    return ok({ profiles, next, count })
  })
}
