import { type ReactNode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useTranslation } from 'react-i18next'
import { createBridgeClient, findPageBridge } from '../bridge/bridge-client.ts'
import { pageClock } from '../bridge/page-clock.ts'
import { createTopicStore } from '../bridge/topic-store.ts'
import { type Bridge, BridgeContext, useTopic } from '../bridge/use-bridge.ts'
import { createI18n, decideLanguage } from '../i18n/create-i18n.ts'
import { invariant } from '../../contract/result.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Providers } from './providers.tsx'
import { TroubleView } from './trouble-view.tsx'
import './base.css'

export type WindowOptions = {
  /** Rendered once the first snapshots are there. Containers in it use `useTopic` and `useBridge`. */
  readonly view: ReactNode
  /** Shown until then; use `shows-late` so that nothing flashes in the first 300 ms. */
  readonly skeleton?: ReactNode
  /** The call window is dark in every theme. */
  readonly isAlwaysDark?: boolean
}

/** Mounts a window's root: bridge, theme, language, and what to say when it stops working. Call it once. */
export function startWindow({ view, skeleton = null, isAlwaysDark = false }: WindowOptions): void {
  const container = document.getElementById('root')
  invariant(container, 'index.html has a #root')
  const i18n = createI18n(navigator.language.startsWith('fr') ? 'fr' : 'en')
  const pageBridge = findPageBridge()
  const root = createRoot(container)
  if (pageBridge === null) {
    root.render(
      <Providers i18n={i18n}>
        <NotInTheApp />
      </Providers>,
    )
    return
  }
  const client = createBridgeClient(pageBridge, pageClock)
  const bridge: Bridge = { call: client.call, on: client.on, topics: createTopicStore(client) }
  root.render(
    <Providers i18n={i18n}>
      <BridgeContext value={bridge}>
        <ErrorBoundary fallback={<Stopped />}>
          <Loaded bridge={bridge} skeleton={skeleton}>
            <Appearance isAlwaysDark={isAlwaysDark} />
            {view}
          </Loaded>
        </ErrorBoundary>
      </BridgeContext>
    </Providers>,
  )
}

type LoadedProps = {
  readonly bridge: Bridge
  readonly skeleton: ReactNode
  readonly children: ReactNode
}

function Loaded({ bridge, skeleton, children }: LoadedProps) {
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading')
  useEffect(() => {
    let isCurrent = true
    void bridge.topics.load().then((result) => isCurrent && setState(result.ok ? 'loaded' : 'failed'))
    return () => {
      isCurrent = false
    }
  }, [bridge])
  if (state === 'loading') return skeleton
  if (state === 'failed') return <Stopped />
  return children
}

/** Writes theme and language to the document, where the tokens and screen readers look. */
function Appearance({ isAlwaysDark }: { readonly isAlwaysDark: boolean }) {
  const settings = useTopic('settings')
  const { i18n } = useTranslation()
  const language = decideLanguage(settings)
  const theme = isAlwaysDark ? 'dark' : settings.theme
  useEffect(() => {
    void i18n.changeLanguage(language)
    document.documentElement.lang = language
  }, [i18n, language])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
  return null
}

function Stopped() {
  const { t } = useTranslation()
  const reload = { words: t('shared.trouble.reload'), onPress: () => window.location.reload() }
  return <TroubleView title={t('shared.trouble.title')} body={t('shared.trouble.body')} action={reload} />
}

function NotInTheApp() {
  const { t } = useTranslation()
  return <TroubleView title="Ahoy" body={t('shared.trouble.noApp')} action={null} />
}
