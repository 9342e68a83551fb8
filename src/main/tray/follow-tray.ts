import { nativeTheme } from 'electron'
import type { Engine } from '../../client/engine.ts'
import type { SettingsKeeper } from '../adapters/settings.ts'
import type { Words } from '../i18n/words.ts'
import { decideTray, type TrayAction, type TrayModel } from './tray-model.ts'
import { createTray } from './tray.ts'

export type FollowTrayDeps = {
  readonly engine: Pick<Engine, 'get' | 'on'>
  readonly settings: SettingsKeeper
  readonly words: () => Words
  readonly platform: NodeJS.Platform
  readonly perform: (action: TrayAction) => void
}

/** The tray icon, for as long as the app runs. */
export function followTray({ engine, settings, words, platform, perform }: FollowTrayDeps): void {
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
  const tray = createTray(decide(), platform, perform)
  const update = () => tray.update(decide())
  for (const topic of ['phase', 'me', 'connection', 'calls', 'recents'] as const) engine.on(topic, update)
  settings.onChange(update)
  nativeTheme.on('updated', update)
}
