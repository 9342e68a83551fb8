import { z } from 'zod'
import { Handle, Sha256, TimestampMs } from './ids.ts'
import { LIMITS } from './limits.ts'

/** The line that a stranger writes when they ask to call. Cleaned like a name; it may be empty. */
export const RequestText = z
  .string()
  .max(LIMITS.requestTextMaxChars)
  // eslint-disable-next-line no-control-regex -- refusing control characters is the point
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u)
export type RequestText = z.infer<typeof RequestText>

/** What the callee says to a request: one ring, every ring from now on, or none. */
export const RequestAnswer = z.enum(['once', 'always', 'never'])
export type RequestAnswer = z.infer<typeof RequestAnswer>

/** A request of mine, as far as the callee lets me know. Times are directory time. */
export const SentRequest = z.object({
  to: Handle,
  atMs: TimestampMs,
  /** Plain callees leave it pending for me until it expires. */
  state: z.enum(['pending', 'once', 'always', 'never']),
})
export type SentRequest = z.infer<typeof SentRequest>

/** 128 random bits in base64url: the secret of a ring pass, as it stands in the link. */
export const RingPassSecret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{21}[AQgw]$/)
  .brand<'RingPassSecret'>()
export type RingPassSecret = z.infer<typeof RingPassSecret>

/** A ring pass is known to the directory by the SHA-256 of its secret alone. */
export const RingPassId = Sha256
export type RingPassId = Sha256

export const RingPassState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unused') }),
  z.object({ kind: z.literal('used'), by: Handle, atMs: TimestampMs }),
  z.object({ kind: z.literal('revoked') }),
])
export type RingPassState = z.infer<typeof RingPassState>
