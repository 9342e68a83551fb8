import type { ReactNode } from 'react'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import type { FakeAnswers } from './fake-bridge.ts'

/** One picture of the gallery. */
export type GalleryView = {
  readonly size: { readonly widthPx: number; readonly heightPx: number }
  readonly snapshots: AllSnapshots
  readonly answers?: FakeAnswers
  readonly content: ReactNode
  /** Brings the view into its state, where that takes a hand. */
  readonly act?: () => Promise<void>
}

export type GalleryViews = Readonly<Record<string, GalleryView>>

export const mainSize = { widthPx: 400, heightPx: 680 } as const
export const ringSize = { widthPx: 380, heightPx: 176 } as const
