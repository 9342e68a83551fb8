import { Badge, Plan, PlacingRule } from '../../contract/calling-policy.ts'
import type { Handle } from '../../contract/ids.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import type { Placing } from '../../domain/calling-policy.ts'
import { parseHandle } from '../../domain/handle.ts'
import { changePlacing, setBadge, setPlan } from '../accounts/administration.ts'
import type { Store } from '../store/store.ts'

/** What an administrator decides about who may call, on the data of a directory that may be running. */
export type Administering =
  | { readonly kind: 'verify'; readonly handle: Handle; readonly badge: Badge | null }
  | { readonly kind: 'plan'; readonly handle: Handle; readonly plan: Plan }
  | { readonly kind: 'rollout'; readonly change: Partial<Placing> }
export type AdministerName = Administering['kind']

export const ADMINISTER_WORDS = { verify: 1, plan: 2, rollout: 0 } as const satisfies Record<
  AdministerName,
  number
>

/** The options of these commands, and whose they are. */
export const ADMINISTER_OPTIONS = {
  as: 'verify',
  remove: 'verify',
  percent: 'rollout',
  placing: 'rollout',
} as const satisfies Record<string, AdministerName>

export type AdministerValues = {
  readonly as?: string | undefined
  readonly remove?: boolean | undefined
  readonly percent?: string | undefined
  readonly placing?: string | undefined
}

export const ADMINISTER_HELP = `  directory verify @HANDLE [--as BADGE | --remove]
                               grant a badge, with its meaning: organisation-checked (the usual one), or subscriber;
                               or take it away
  directory plan @HANDLE free|subscriber
                               put an account on a plan
  directory rollout [options]  choose who may place calls; without options, print what holds now.
                               Receiving is free for all. A running directory follows within a second
`
export const ADMINISTER_OPTIONS_HELP = `Options of rollout
  --percent N    the share of accounts for whom calling is switched on; who has it keeps it while the share grows (100)
  --placing WHO  everyone, verified or subscribers (everyone)
`

export function parseAdminister(
  name: AdministerName,
  words: readonly string[],
  values: AdministerValues,
): Result<Administering, string> {
  switch (name) {
    case 'verify':
      return parseVerify(words[0], values)
    case 'plan':
      return parsePlan(words)
    case 'rollout':
      return parseRollout(values)
  }
}

function parseVerify(
  typed: string | undefined,
  { as, remove }: AdministerValues,
): Result<Administering, string> {
  const handle = readHandle('verify', typed)
  if (!handle.ok) return handle
  if (as !== undefined && remove === true) return fail('Say --as or --remove, not both.')
  const badge = Badge.safeParse(as ?? 'organisation-checked')
  if (!badge.success) return fail(`--as needs ${Badge.options.join(' or ')}, not "${as ?? ''}".`)
  return ok({ kind: 'verify', handle: handle.value, badge: remove === true ? null : badge.data })
}

function parsePlan([typed, name]: readonly string[]): Result<Administering, string> {
  const handle = readHandle('plan', typed)
  if (!handle.ok) return handle
  const plan = Plan.safeParse(name)
  return plan.success
    ? ok({ kind: 'plan', handle: handle.value, plan: plan.data })
    : fail(`Say which plan: plan @${handle.value} ${Plan.options.join('|')}.`)
}

function parseRollout({ percent, placing }: AdministerValues): Result<Administering, string> {
  const rule = placing === undefined ? null : PlacingRule.safeParse(placing)
  if (rule?.success === false)
    return fail(`--placing needs ${PlacingRule.options.join(', ')}, not "${placing ?? ''}".`)
  if (percent !== undefined && !(/^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(percent) && Number(percent) <= 100))
    return fail(`--percent needs a number from 0 to 100, not "${percent}".`)
  const change = {
    ...(rule ? { rule: rule.data } : {}),
    ...(percent === undefined ? {} : { rolloutPercent: Number(percent) }),
  }
  return ok({ kind: 'rollout', change })
}

function readHandle(name: string, typed: string | undefined): Result<Handle, string> {
  if (typed === undefined) return fail(`Say whose handle: ${name} @handle.`)
  const handle = parseHandle(typed)
  return handle.ok ? handle : fail(`"${typed}" is no handle. It looks like @alice.`)
}

/** What to print, in words and as JSON; the failure is words too. */
export async function administer(
  store: Store,
  command: Administering,
): Promise<Result<{ readonly words: string; readonly json: object }, string>> {
  switch (command.kind) {
    case 'verify': {
      const { handle, badge } = command
      const done = await setBadge(store, handle, badge)
      if (!done.ok) return fail(nobody(handle))
      const words = badge === null ? `@${handle} has no badge now.` : `@${handle} has the badge ${badge} now.`
      return ok({ words, json: { handle, badge } })
    }
    case 'plan': {
      const { handle, plan } = command
      const done = await setPlan(store, handle, plan)
      return done.ok
        ? ok({ words: `@${handle} is on the plan ${plan} now.`, json: { handle, plan } })
        : fail(nobody(handle))
    }
    case 'rollout': {
      const { rule, rolloutPercent } = await changePlacing(store, command.change)
      const words = `Who may place calls: ${rule}. Calling is switched on for ${rolloutPercent} % of the accounts.`
      return ok({ words, json: { placing: rule, percent: rolloutPercent } })
    }
  }
}

const nobody = (handle: Handle): string => `Nobody has the handle @${handle} here.`
