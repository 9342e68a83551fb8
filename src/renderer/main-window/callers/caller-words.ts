import type { TFunction } from 'i18next'
import type { MeSnapshot } from '../../../contract/bridge/snapshots.ts'
import type { CallingPolicy } from '../../../contract/calling-policy.ts'
import type { RefusingRule } from '../../../contract/reachability.ts'
import { decideAvailability } from '../../../domain/calling-policy.ts'
import type { Language } from '../../i18n/create-i18n.ts'
import { formatMinuteOfDay } from '../../ui/time-words.ts'
import type { Audience } from './caller-rows.ts'

/** Who can ring me, in one line. */
export function wordAudience(t: TFunction, audience: Audience, host: string): string {
  switch (audience.kind) {
    case 'off':
      return t('callers.strip.nobody')
    case 'everyone':
      return t('callers.strip.everyone', { host })
    case 'people': {
      const { count, hasVerified } = audience
      if (count === 0) return t(hasVerified ? 'callers.strip.verified' : 'callers.strip.nobody')
      return t(hasVerified ? 'callers.strip.peopleAndVerified' : 'callers.strip.people', { count })
    }
  }
}

/** Off, not to be disturbed, or quiet; null where it rings. */
export function wordState(
  t: TFunction,
  policy: CallingPolicy,
  nowMs: number,
  language: Language,
): string | null {
  if (!policy.isCallingOn) return t('callers.strip.off')
  switch (decideAvailability(policy, nowMs)) {
    case 'do-not-disturb':
      return t('callers.strip.doNotDisturb')
    case 'quiet-hours':
      return t('callers.strip.quietHours', {
        time: formatMinuteOfDay(policy.quietHours?.toMinute ?? 0, language),
      })
    case 'available':
      return null
  }
}

/** How far the change is on its way to the directory. */
export function wordUpload(
  t: TFunction,
  upload: NonNullable<MeSnapshot>['policyUpload'],
  host: string,
): string {
  return upload.kind === 'failed'
    ? t(`callers.upload.${upload.why}`, { host })
    : t(`callers.upload.${upload.kind}`, { host })
}

/** Which words of `callers.lostRule` tell why somebody could no longer ring. */
export function decideLostWords(rule: RefusingRule): 'excluded' | 'do-not-disturb' | 'quiet-hours' {
  return rule === 'do-not-disturb' || rule === 'quiet-hours' ? rule : 'excluded'
}
