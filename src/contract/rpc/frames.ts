import { z } from 'zod'
import { LIMITS } from '../limits.ts'
import { VersionRange } from '../protocol.ts'
import { fail, ok, type Result } from '../result.ts'

const CallNumber = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const Name = z.string().min(1).max(60)

export const HelloFrame = z.object({ type: z.literal('hello'), versions: VersionRange })
export const CallFrame = z.object({
  type: z.literal('call'),
  id: CallNumber,
  procedure: Name,
  input: z.unknown(),
})
export const AnswerFrame = z.object({
  type: z.literal('answer'),
  id: CallNumber,
  result: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: z.looseObject({ kind: Name }) }),
  ]),
})
export const EventFrame = z.object({ type: z.literal('event'), event: Name, payload: z.unknown() })
/** Tells the sender of a frame that could not be read why it was dropped. */
export const RefusedFrame = z.object({
  type: z.literal('refused'),
  reason: z.enum(['too-large', 'not-a-frame', 'version', 'too-many', 'handshake']),
})
export type RefusalReason = z.infer<typeof RefusedFrame>['reason']

export const Frame = z.discriminatedUnion('type', [
  HelloFrame,
  CallFrame,
  AnswerFrame,
  EventFrame,
  RefusedFrame,
])
export type Frame = z.infer<typeof Frame>

export const encodeFrame = (frame: Frame): string => JSON.stringify(frame)

/** Reads one frame; the size is checked before anything is parsed. */
export function parseFrame(
  text: unknown,
  maxChars: number = LIMITS.frameBytes,
): Result<Frame, { readonly kind: 'too-large' | 'not-a-frame' }> {
  if (typeof text !== 'string') return fail({ kind: 'not-a-frame' })
  // A character is one byte at least, so this cheap check never lets a frame through that is too large by bytes
  // by more than a factor of three; the socket's own payload cap is exact.
  if (text.length > maxChars) return fail({ kind: 'too-large' })
  try {
    const frame = Frame.safeParse(JSON.parse(text))
    return frame.success ? ok(frame.data) : fail({ kind: 'not-a-frame' })
  } catch {
    return fail({ kind: 'not-a-frame' })
  }
}
