import '../bridge/zod-without-eval.ts'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import type { AllSnapshots } from '../../contract/bridge/snapshots.ts'
import { invariant } from '../../contract/result.ts'
import { BridgeContext } from '../bridge/use-bridge.ts'
import { createI18n, type Language } from '../i18n/create-i18n.ts'
import { Providers } from '../ui/providers.tsx'
import { callersViews } from './callers-views.tsx'
import { bookViews } from './book-views.tsx'
import { callViews } from './call-views.tsx'
import { deviceCheckViews } from './device-check-views.tsx'
import { createFakeBridge } from './fake-bridge.ts'
import { firstRunViews } from './first-run-views.tsx'
import type { GalleryView } from './gallery-view.ts'
import { homeViews } from './home-views.tsx'
import { ringViews } from './ring-views.tsx'
import '../ui/base.css'

const views = new Map<string, GalleryView>(
  Object.entries({
    ...homeViews,
    ...bookViews,
    ...callersViews,
    ...deviceCheckViews,
    ...firstRunViews,
    ...ringViews,
    ...callViews,
  }),
)

/** `?view=<name>&theme=light|dark&lang=en|fr` shows one view; without a name, all names with their sizes. */
async function show(): Promise<void> {
  const query = new URLSearchParams(location.search)
  const container = document.getElementById('root')
  invariant(container, 'index.html has a #root')
  const root = createRoot(container)
  const view = views.get(query.get('view') ?? '')
  const language = query.get('lang') === 'fr' ? 'fr' : 'en'
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = theme
  if (!view) return root.render(<Names />)
  await showView(root, view, { language, theme })
  await comeToRest(view.act ? TYPED_MS : 0)
  document.documentElement.dataset['ready'] = 'true'
}

type Look = { readonly language: Language; readonly theme: AllSnapshots['settings']['theme'] }

async function showView(root: Root, view: GalleryView, { language, theme }: Look): Promise<void> {
  const settings = { ...view.snapshots.settings, language, theme }
  const bridge = createFakeBridge({ ...view.snapshots, settings }, view.answers)
  await bridge.topics.load()
  root.render(
    <StrictMode>
      <Providers i18n={createI18n(language)}>
        <BridgeContext value={bridge}>{view.content}</BridgeContext>
      </Providers>
    </StrictMode>,
  )
  await view.act?.()
}

/** What was typed is answered after a pause of 120 ms. */
const TYPED_MS = 200
/** Focus moves and rings are drawn. */
const DRAWN_MS = 50

/** Then everything that enters comes to its place. */
async function comeToRest(pauseMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, DRAWN_MS + pauseMs))
  const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

function Names() {
  return (
    <ul className="h-full overflow-auto p-6">
      {[...views].map(([name, { size }]) => (
        <li key={name}>
          <a href={`?view=${name}`} data-view={name} data-width={size.widthPx} data-height={size.heightPx}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

void show()
