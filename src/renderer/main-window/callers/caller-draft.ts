import type {
  CallingChoices,
  CallingPolicy,
  QuietHours,
  RingSources,
} from '../../../contract/calling-policy.ts'
import { isSameChoices } from '../../../domain/calling-policy.ts'

/** What is changed on the page and not saved. What it leaves out follows the policy, also where that changes meanwhile. */
export type CallerDraft = {
  readonly sources?: Partial<RingSources>
  readonly quietHours?: QuietHours | null
  readonly disclosure?: CallingChoices['disclosure']
}

export const NO_DRAFT: CallerDraft = {}

/** The policy as it would be once the draft is saved. */
export function applyDraft(policy: CallingPolicy, draft: CallerDraft): CallingPolicy {
  return {
    ...policy,
    sources: { ...policy.sources, ...draft.sources },
    quietHours: draft.quietHours === undefined ? policy.quietHours : draft.quietHours,
    disclosure: draft.disclosure ?? policy.disclosure,
  }
}

/** There is something to save: a change that was taken back by hand is none. */
export const isDraftOpen = (policy: CallingPolicy, draft: CallerDraft): boolean =>
  !isSameChoices(policy, applyDraft(policy, draft))

/** What is sent: the drafted choices alone. The master switch and do not disturb are saved at once, elsewhere. */
export function decideSave(policy: CallingPolicy, draft: CallerDraft): Partial<CallingChoices> {
  const { sources, quietHours, disclosure } = applyDraft(policy, draft)
  return { sources, quietHours, disclosure }
}

const EVENING_MINUTE = 22 * 60
const MORNING_MINUTE = 7 * 60

/** Quiet hours as they are first switched on: from ten in the evening to seven in the morning, here. */
export const firstQuietHours = (timeZone: string): QuietHours => ({
  fromMinute: EVENING_MINUTE,
  toMinute: MORNING_MINUTE,
  timeZone,
})

/** A minute of the day as a time field says it: `22:00`. */
export const formatMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Null for a field that is empty or half filled in. */
export function parseMinute(typed: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(typed)
  return match ? Number(match[1]) * 60 + Number(match[2]) : null
}
