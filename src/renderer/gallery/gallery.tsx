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

type Look = { readonly language: Language; readonly theme: AllSnapshots['settings']['theme'] }

/**
 * `#view=<name>&theme=light|dark&lang=en|fr` shows one view; without a name, all names with their sizes. Another hash
 * shows the next view in the same page, once nothing of the one before is left. `data-ready` is the hash that is shown.
 */
function start(): void {
  const container = document.getElementById('root')
  invariant(container, 'index.html has a #root')
  const emptyPage = describePage()
  let root: Root | null = null
  const show = async () => {
    delete document.documentElement.dataset['ready']
    const { hash } = location
    root?.unmount()
    await pause(0)
    invariant(describePage() === emptyPage, `the view before left something behind: ${describePage()}`)
    root = createRoot(container)
    await showHash(root, new URLSearchParams(hash.slice(1)))
    document.documentElement.dataset['ready'] = hash
  }
  let last = show()
  addEventListener('hashchange', () => {
    last = last.then(show)
  })
}

/** Everything but the look, which each view sets for itself. */
function describePage(): string {
  const page = document.documentElement.cloneNode(false)
  invariant(page instanceof HTMLElement, 'a page is of HTML')
  for (const name of ['lang', 'data-theme']) page.removeAttribute(name)
  return page.outerHTML + document.body.outerHTML
}

async function showHash(root: Root, query: URLSearchParams): Promise<void> {
  const view = views.get(query.get('view') ?? '')
  const language = query.get('lang') === 'fr' ? 'fr' : 'en'
  const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
  document.documentElement.lang = language
  document.documentElement.dataset['theme'] = theme
  if (!view) return root.render(<Names />)
  await showView(root, view, { language, theme })
  await comeToRest(view.act ? TYPED_MS : 0)
}

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

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Then everything that enters is at its place at once. What a ring does without an end goes on. */
async function comeToRest(pauseMs: number): Promise<void> {
  await pause(DRAWN_MS + pauseMs)
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getTiming().iterations !== Infinity) animation.finish()
  }
  await pause(0)
}

function Names() {
  return (
    <ul className="h-full overflow-auto p-6">
      {[...views].map(([name, { size }]) => (
        <li key={name}>
          <a href={`#view=${name}`} data-view={name} data-width={size.widthPx} data-height={size.heightPx}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

start()
