import type { ContactDraft } from '../../../contract/bridge/book.ts'
import { LIMITS } from '../../../contract/limits.ts'

/** Room for what stands around the cards in a frame. */
const BATCH_CHARS = LIMITS.frameBytes - 4 * 1024

/** The cards in their order, in batches that each fit into one frame. */
export function splitBatches(cards: readonly ContactDraft[]): readonly (readonly ContactDraft[])[] {
  const batches: ContactDraft[][] = []
  let room = 0
  for (const card of cards) {
    const chars = JSON.stringify(card).length + 1
    const batch = batches.at(-1)
    if (!batch || room < chars || batch.length === LIMITS.cardsPerFrame) {
      batches.push([card])
      room = BATCH_CHARS - chars
    } else {
      batch.push(card)
      room -= chars
    }
  }
  return batches
}
