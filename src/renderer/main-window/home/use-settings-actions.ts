import { useState } from 'react'
import type { SettingsSnapshot } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { NameSaved } from './name-form.tsx'

export type SettingsActions = {
  readonly hasSaveFailed: boolean
  readonly onSet: (change: Partial<Omit<SettingsSnapshot, 'systemLanguage'>>) => void
  readonly onReach: (isOn: boolean) => void
  readonly onSaveName: (typed: string) => Promise<NameSaved>
  readonly onOpenPage: (page: 'help' | 'source') => void
}

export function useSettingsActions(): SettingsActions {
  const { call } = useBridge()
  const [hasSaveFailed, setHasSaveFailed] = useState(false)
  return {
    hasSaveFailed,
    onSet: (change) => void call('settings.set', change).then((answer) => setHasSaveFailed(!answer.ok)),
    onReach: (isOn) =>
      void call('directory.setReachable', { isOn }).then((answer) => setHasSaveFailed(!answer.ok)),
    onSaveName: async (typed) => {
      const answer = await call('profile.setDisplayName', { typed })
      if (answer.ok) return 'saved'
      switch (answer.error.kind) {
        case 'bad-name':
          return 'nameBad'
        case 'directory-unreachable':
          return 'nameUnreachable'
        default:
          return 'nameFailed'
      }
    },
    onOpenPage: (page) => void call('link.open', { page }),
  }
}
