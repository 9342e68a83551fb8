import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rate, RateKind } from '../limits.ts'

export type RateRefusal = { readonly kind: 'rate-limited'; readonly retryAfterMs: number }

/** What is counted across sockets; each socket counts its own frames. */
type CountedKind = Exclude<RateKind, 'frames'>

/** Counts what clients do, each kind by its own key. */
export type RateLimits = {
  /** Counts one; null while it is within the rate. */
  readonly take: (kind: CountedKind, key: string) => Promise<RateRefusal | null>
}

export function createRateLimits(rates: Readonly<Record<CountedKind, Rate>>): RateLimits {
  const create = ({ count, perMs }: Rate) => new RateLimiterMemory({ points: count, duration: perMs / 1_000 })
  const limiters: Record<CountedKind, RateLimiterMemory> = {
    connections: create(rates.connections),
    'sockets-opened': create(rates['sockets-opened']),
    'sign-ins': create(rates['sign-ins']),
    registrations: create(rates.registrations),
    'handle-checks': create(rates['handle-checks']),
    calls: create(rates.calls),
    'account-changes': create(rates['account-changes']),
    'relation-changes': create(rates['relation-changes']),
  }
  return {
    take: (kind, key) =>
      limiters[kind].consume(key).then(
        () => null,
        (refusal: unknown) => {
          if (!(refusal instanceof RateLimiterRes)) throw refusal
          return { kind: 'rate-limited', retryAfterMs: Math.max(0, Math.ceil(refusal.msBeforeNext)) }
        },
      ),
  }
}
