import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { invariant } from '../../../contract/result.ts'
import { pageClock } from '../../bridge/page-clock.ts'
import { type Bridge, useBridge } from '../../bridge/use-bridge.ts'
import { createImportFlow, type ImportFlow, type ImportState } from './import-flow.ts'
import { readBook } from './read/read-book.ts'

/** A batch is stored with the whole book; on a slow disk that takes a while. */
const BATCH_MS = 30_000

export type Import = {
  readonly state: ImportState
  readonly flow: ImportFlow
  /** Something is held over the window. */
  readonly isOver: boolean
}

/**
 * Takes a file that is dropped on the window or pasted, while `isListening`; `onTaken` is told before it is read.
 */
export function useImport(isListening: boolean, onTaken: () => void): Import {
  const bridge = useBridge()
  const [flow] = useState(() => createFlow(bridge))
  const state = useSyncExternalStore(flow.subscribe, flow.get)
  const [isOver, setIsOver] = useState(false)
  // Before the first paint: what is dropped on a page that is there is taken.
  useLayoutEffect(() => {
    if (!isListening) return
    const takeFile = (file: File) => {
      onTaken()
      void flow.take(file.name, async () => new Uint8Array(await file.arrayBuffer()))
    }
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setIsOver(false)
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) takeFile(file)
    }
    const paste = (event: ClipboardEvent) => {
      const isInField = event.target instanceof Element && event.target.closest('input, textarea') !== null
      const file = event.clipboardData?.files[0]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isInField || (!file && text.trim() === '')) return
      event.preventDefault()
      if (file) return takeFile(file)
      onTaken()
      void flow.take(null, () => Promise.resolve(new TextEncoder().encode(text)))
    }
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    document.addEventListener('paste', paste, { signal })
    return () => listening.abort()
  }, [flow, isListening, onTaken])
  return { state, flow, isOver }
}

const createFlow = ({ call, topics }: Bridge): ImportFlow =>
  createImportFlow({
    read: (bytes) => {
      const host = topics.get('me')?.directoryHost
      invariant(host, 'the address book is open with an account only')
      return readBook(bytes, {
        host,
        pause: () => new Promise((resolve) => void pageClock.setTimer(0, () => resolve())),
      })
    },
    book: () => topics.get('book').contacts,
    send: (cards) => call('book.import', { cards: [...cards] }, { timeoutMs: BATCH_MS }),
  })
