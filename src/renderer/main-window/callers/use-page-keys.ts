import { useEffect, useRef } from 'react'

export type PageKeys = {
  readonly onEscape: () => void
  /** Null: there is nothing to save. */
  readonly onSave: (() => void) | null
}

/** Escape, and Ctrl or ⌘ with S, wherever the focus is. What floats above the page has its own Escape. */
export function usePageKeys(keys: PageKeys): void {
  const newest = useRef(keys)
  useEffect(() => {
    newest.current = keys
  })
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return
      // On its way out it is still there.
      if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return
      if (event.key === 'Escape') {
        event.preventDefault()
        newest.current.onEscape()
      }
      if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        newest.current.onSave?.()
      }
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [])
}
