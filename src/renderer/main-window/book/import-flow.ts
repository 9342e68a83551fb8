import type { Contact, ContactDraft } from '../../../contract/bridge/book.ts'
import type { Result } from '../../../contract/result.ts'
import { type ImportPlan, planImport } from '../../../domain/address-book/plan-import.ts'
import { splitBatches } from './import-batches.ts'
import type { BookReading, ReadFailure } from './read/book-reading.ts'

/** `null` as a file's name: it was pasted. */
export type ImportState =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'reading'; readonly fileName: string | null }
  | {
      readonly kind: 'unreadable'
      readonly fileName: string | null
      readonly why: ReadFailure['kind'] | 'cannot-read'
    }
  | {
      readonly kind: 'preview'
      readonly fileName: string | null
      readonly reading: BookReading
      readonly plan: ImportPlan
    }
  | {
      readonly kind: 'importing'
      readonly done: number
      readonly total: number
      readonly isStopping: boolean
    }
  | {
      readonly kind: 'done'
      readonly end: ImportEnd
      readonly added: number
      readonly merged: number
      /** People who were to come in, and did not. */
      readonly left: number
      readonly reading: BookReading
    }
/** `whole` is the whole file; after the others, what had come in stays. */
export type ImportEnd = 'whole' | 'stopped' | 'book-full' | 'cannot-save' | 'other'

export type ImportFlow = {
  readonly get: () => ImportState
  readonly subscribe: (listener: () => void) => () => void
  /** Reads a file and shows what is in it. While people are coming in it is not taken. */
  readonly take: (fileName: string | null, bytes: () => Promise<Uint8Array>) => Promise<void>
  readonly run: () => Promise<void>
  readonly stop: () => void
  readonly reset: () => void
}

export type ImportFlowDeps = {
  readonly read: (bytes: Uint8Array) => Promise<Result<BookReading, ReadFailure>>
  readonly book: () => readonly Contact[]
  readonly send: (
    cards: readonly ContactDraft[],
  ) => Promise<Result<{ readonly added: number; readonly merged: number }, { readonly kind: string }>>
}

/** From a file to people in the address book: read, shown, and sent batch by batch, so that it can be stopped. */
export function createImportFlow({ read, book, send }: ImportFlowDeps): ImportFlow {
  let state: ImportState = { kind: 'choosing' }
  let turn = 0
  let isStopping = false
  const listeners = new Set<() => void>()
  const set = (next: ImportState) => {
    state = next
    for (const listener of [...listeners]) listener()
  }

  const take = async (fileName: string | null, bytes: () => Promise<Uint8Array>) => {
    if (state.kind === 'importing') return
    turn += 1
    const mine = turn
    set({ kind: 'reading', fileName })
    const content = await bytes().catch(() => null)
    const reading = content && (await read(content))
    // Another file came meanwhile, or nobody wants this one any more.
    if (mine !== turn) return
    if (!reading) return set({ kind: 'unreadable', fileName, why: 'cannot-read' })
    if (!reading.ok) return set({ kind: 'unreadable', fileName, why: reading.error.kind })
    const drafts = reading.value.cards.map(({ draft }) => draft)
    set({ kind: 'preview', fileName, reading: reading.value, plan: planImport(drafts, book()) })
  }

  const run = async () => {
    if (state.kind !== 'preview') return
    const { reading, plan } = state
    const cards = plan.cards.filter(({ fate }) => fate !== 'unchanged').map(({ draft }) => draft)
    const sum = { added: 0, merged: 0 }
    let done = 0
    isStopping = false
    const finish = (end: ImportEnd) => set({ kind: 'done', end, ...sum, left: cards.length - done, reading })
    for (const batch of splitBatches(cards)) {
      if (isStopping) return finish('stopped')
      set({ kind: 'importing', done, total: cards.length, isStopping })
      const sent = await send(batch)
      if (!sent.ok) return finish(toEnd(sent.error.kind))
      sum.added += sent.value.added
      sum.merged += sent.value.merged
      done += batch.length
    }
    finish('whole')
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    take,
    run,
    stop: () => {
      isStopping = true
      if (state.kind === 'importing') set({ ...state, isStopping: true })
    },
    reset: () => {
      turn += 1
      if (state.kind !== 'importing') set({ kind: 'choosing' })
    },
  }
}

const toEnd = (kind: string): ImportEnd => (kind === 'book-full' || kind === 'cannot-save' ? kind : 'other')
