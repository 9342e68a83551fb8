import { useState } from 'react'
import type { CallScreen } from './call-screen.ts'
import { EndedView } from './ended-view.tsx'
import { RunningView, type RunningViewProps } from './running-view.tsx'
import './call-window.css'

export type CallViewProps = Omit<RunningViewProps, 'screen' | 'corner' | 'onCorner'> & {
  readonly screen: CallScreen
}

/** The whole call window as a value; dark in every theme. */
export function CallWindowView({ screen, ...rest }: CallViewProps) {
  const [corner, setCorner] = useState<RunningViewProps['corner']>('bottom-right')
  if (screen.kind === 'nothing') return <main className="always-dark h-full bg-page" />
  const isReady = screen.kind === 'ready'
  const running = isReady ? screen.taken : screen
  return (
    <div className="always-dark h-full overflow-hidden bg-page text-text" inert={isReady}>
      {running.kind === 'ended' ? (
        <EndedView screen={running} />
      ) : (
        <RunningView key={running.callId} screen={running} corner={corner} onCorner={setCorner} {...rest} />
      )}
    </div>
  )
}
