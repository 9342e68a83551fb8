import { PAGE_PROCEDURES } from '../contract/bridge/names.ts'

/** The contract's `LIMITS.frameBytes`: a test holds them equal, so that the preload carries no schema library. */
export const FRAME_MAX_CHARS = 64 * 1024

const procedures: ReadonlySet<unknown> = new Set(Object.values(PAGE_PROCEDURES).flat())

/** A first, cheap check. Main judges each frame again, by the window that it came from. */
export function mayPass(frame: unknown): frame is string {
  if (typeof frame !== 'string' || frame.length > FRAME_MAX_CHARS) return false
  try {
    const parsed: unknown = JSON.parse(frame)
    if (typeof parsed !== 'object' || parsed === null || !('type' in parsed)) return false
    if (parsed.type === 'hello') return true
    return parsed.type === 'call' && 'procedure' in parsed && procedures.has(parsed.procedure)
  } catch {
    return false
  }
}
