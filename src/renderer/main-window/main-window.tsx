import { useState } from 'react'
import { useBridge, useTopic } from '../bridge/use-bridge.ts'
import { FirstRun } from './first-run/first-run.tsx'
import { Home } from './home/home.tsx'
import { HomeSkeleton } from './home-skeleton.tsx'
import { Restore } from './recovery/restore.tsx'
import { LockedView } from './locked-view.tsx'

/** What the main window shows follows from the app's phase alone. */
export function MainWindow() {
  const { call } = useBridge()
  const { phase } = useTopic('app')
  const me = useTopic('me')
  const [isRestoring, setIsRestoring] = useState(false)
  switch (phase.kind) {
    case 'starting':
      return <HomeSkeleton />
    case 'first-run':
      return <FirstRun />
    case 'ready':
      return me ? <Home key={me.address} me={me} /> : <HomeSkeleton />
    case 'identity-locked':
      return isRestoring ? (
        <Restore dots={null} onBack={() => setIsRestoring(false)} />
      ) : (
        <LockedView
          why={phase.why}
          onRestore={() => setIsRestoring(true)}
          onHelp={() => void call('link.open', { page: 'help' })}
        />
      )
  }
}
