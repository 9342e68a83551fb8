import { nativeTheme } from 'electron'
import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import type { Words } from '../i18n/words.ts'
import { decideTray, type TrayAction, type TrayModel } from './tray-model.ts'
import { createTray, type TrayView } from './tray.ts'

export type FollowTrayDeps = {
  readonly engine: Pick<Engine, 'get' | 'on'>
  readonly settings: SettingsKeeper
  readonly words: () => Words
  readonly platform: NodeJS.Platform
  readonly perform: (action: TrayAction) => void
  readonly log: Log
}

/** The tray icon, for as long as the app runs. A system without a tray has the windows still. */
export function followTray(deps: FollowTrayDeps): void {
  const { engine, settings, words, platform, perform } = deps
  const decide = (): TrayModel =>
    decideTray(
      {
        phase: engine.get('phase'),
        me: engine.get('me'),
        connection: engine.get('connection'),
        calls: engine.get('calls').calls,
        recents: engine.get('recents'),
      },
      words(),
    )
  const tray = tryTray(() => createTray(decide(), platform, perform), deps.log)
  if (tray === null) return
  const update = () => tray.update(decide())
  for (const topic of ['phase', 'me', 'connection', 'calls', 'recents'] as const) engine.on(topic, update)
  settings.onChange(update)
  nativeTheme.on('updated', update)
}

function tryTray(make: () => TrayView, log: Log): TrayView | null {
  try {
    return make()
  } catch {
    log.warn('the tray could not be made')
    return null
  }
}
