import '../../../src/renderer/bridge/zod-without-eval.ts'
import type { ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { AllSnapshots } from '../../../src/contract/bridge/snapshots.ts'
import { BridgeContext } from '../../../src/renderer/bridge/use-bridge.ts'
import {
  createFakeBridge,
  type FakeAnswers,
  type FakeBridge,
} from '../../../src/renderer/gallery/fake-bridge.ts'
import { createI18n } from '../../../src/renderer/i18n/create-i18n.ts'
import { Providers } from '../../../src/renderer/ui/providers.tsx'
import '../../../src/renderer/ui/base.css'

let open: { readonly root: Root; readonly container: HTMLElement; readonly bridge: FakeBridge } | null = null

/** Renders a view on a written bridge, in English. The view of before goes first. */
export async function renderView(
  content: ReactNode,
  snapshots: AllSnapshots,
  answers: FakeAnswers = {},
): Promise<FakeBridge> {
  closeView()
  const container = document.createElement('div')
  container.style.height = '640px'
  container.style.width = '400px'
  document.body.append(container)
  const root = createRoot(container)
  const bridge = createFakeBridge(snapshots, answers)
  open = { root, container, bridge }
  await bridge.topics.load()
  root.render(
    <Providers i18n={createI18n('en')}>
      <BridgeContext value={bridge}>{content}</BridgeContext>
    </Providers>,
  )
  return bridge
}

export function closeView(): void {
  open?.root.unmount()
  open?.bridge.topics.dispose()
  open?.container.remove()
  open = null
}

/** The inputs of every call of one procedure, in order. */
export const inputsOf = (bridge: FakeBridge, name: string): readonly unknown[] =>
  bridge.calls.filter((call) => call.name === name).map(({ input }) => input)
