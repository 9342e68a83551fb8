import { describe, expect, it } from 'vitest'
import { createSnapshotStore } from '../../../../src/renderer/stores/snapshot-store.ts'
import { createPacedStore } from '../../../../src/renderer/stores/paced-store.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

type Shown = { readonly words: string; readonly picture: string }

function follow() {
  const clock = createManualClock()
  const words = createSnapshotStore('')
  const picture = createSnapshotStore('')
  const store = createPacedStore<Shown>(
    {
      read: () => ({ words: words.get(), picture: picture.get() }),
      subscribe: (listener) => {
        const stops = [words.subscribe(listener), picture.subscribe(listener)]
        return () => stops.forEach((stop) => stop())
      },
    },
    { clock, restMs: 60, firstWaitMs: (_before, { words }) => (words === 'slow' ? 250 : 0) },
  )
  const told: Shown[] = []
  const stop = store.subscribe(() => told.push(store.get()))
  return { clock, words, picture, store, told, stop }
}

describe('CALL1 what a burst of changes shows', () => {
  it('CALL1 the first change is told at once, what follows soon together, and the last one always', () => {
    const { clock, words, store, told } = follow()
    for (const each of ['a', 'b', 'c']) words.set(each)
    expect(told).toEqual([{ words: 'a', picture: '' }])
    clock.advance(60)
    expect(told.at(-1)).toEqual({ words: 'c', picture: '' })
    expect(told).toHaveLength(2)
    clock.advance(60)
    words.set('d')
    expect(told).toHaveLength(3)
    expect(store.get().words).toBe('d')
  })

  it('CALL1 a change that may wait is told later, together with all that came meanwhile', () => {
    const { clock, words, picture, told } = follow()
    words.set('slow')
    picture.set('theirs')
    clock.advance(249)
    expect(told).toEqual([])
    clock.advance(1)
    expect(told).toEqual([{ words: 'slow', picture: 'theirs' }])
  })

  it('CALL1 what is changed and changed back is not told; between two changes it is the same value', () => {
    const { clock, words, store, told } = follow()
    const before = store.get()
    words.set('a')
    words.set('b')
    words.set('a')
    clock.advance(60)
    expect(told).toHaveLength(1)
    expect(store.get()).toBe(told[0])
    expect(before).toEqual({ words: '', picture: '' })
  })

  it('CALL1 with nobody listening it follows nothing, and is fresh all the same', () => {
    const { clock, words, store, told, stop } = follow()
    words.set('a')
    words.set('b')
    stop()
    clock.advance(60)
    expect(told).toHaveLength(1)
    expect(store.get().words).toBe('b')
    words.set('c')
    store.subscribe(() => told.push(store.get()))
    expect(store.get().words).toBe('c')
  })
})
