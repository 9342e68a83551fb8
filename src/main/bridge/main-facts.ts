import type { Engine } from '../../client/engine.ts'
import type { AppSnapshot, SettingsSnapshot } from '../../contract/bridge/snapshots.ts'
import type { OwnDirectory } from '../adapters/local-directory.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import type { Language } from '../i18n/language.ts'
import { createSignal } from './signal.ts'

export type MainView = 'dial' | 'recents' | 'settings' | 'callers'

/** What main itself knows and tells its pages: the topics `app` and `settings`, and its wishes to the main window. */
export type MainFacts = {
  readonly app: () => AppSnapshot
  readonly settings: () => SettingsSnapshot
  readonly onApp: (listener: (app: AppSnapshot) => void) => () => void
  readonly onSettings: (listener: (settings: SettingsSnapshot) => void) => () => void
  readonly onLink: (listener: () => void) => () => void
  readonly onView: (listener: (view: MainView) => void) => () => void
  readonly announceLink: () => void
  readonly requestView: (view: MainView) => void
}

export type MainFactsDeps = {
  readonly engine: Pick<Engine, 'get' | 'on'>
  readonly settings: SettingsKeeper
  readonly localDirectory: Pick<OwnDirectory, 'state' | 'onState'>
  readonly systemLanguage: Language
  readonly keyStore: AppSnapshot['keyStore']
  readonly platform: AppSnapshot['platform']
  readonly version: string
}

export function createMainFacts(deps: MainFactsDeps): MainFacts {
  const { engine, settings, localDirectory, keyStore, platform, version, systemLanguage } = deps
  const links = createSignal<null>()
  const views = createSignal<MainView>()
  const app = (): AppSnapshot => ({
    phase: engine.get('phase'),
    keyStore,
    platform,
    version,
    localDirectory: localDirectory.state(),
    settingsTrouble: settings.trouble(),
  })
  const readSettings = (): SettingsSnapshot => {
    const { language, theme, openAtLogin, recoveryFile } = settings.get()
    return { language, theme, openAtLogin, recoveryFile, systemLanguage }
  }
  return {
    app,
    settings: readSettings,
    onApp: (listener) => {
      const tell = () => listener(app())
      const ends = [engine.on('phase', tell), settings.onChange(tell), localDirectory.onState(tell)]
      return () => {
        for (const end of ends) end()
      }
    },
    onSettings: (listener) => settings.onChange(() => listener(readSettings())),
    onLink: (listener) => links.on(() => listener()),
    onView: views.on,
    announceLink: () => links.emit(null),
    requestView: views.emit,
  }
}

/** Other systems are not built for; they are told apart by nobody. */
export const platformOf = (platform: NodeJS.Platform): AppSnapshot['platform'] =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux'
