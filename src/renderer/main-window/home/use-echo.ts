import { useEffect, useState } from 'react'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'

/** The echo of this directory, where there is one. It is looked for only while there is nobody else to call. */
export function useEcho(isWanted: boolean): PersonRow | null {
  const { call } = useBridge()
  const [echo, setEcho] = useState<PersonRow | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    let isStale = false
    void call('people.find', { typed: '@echo' }).then((answer) => {
      if (isStale || !answer.ok) return
      const { exact } = answer.value
      setEcho(exact.kind === 'found' ? exact.person : null)
    })
    return () => {
      isStale = true
    }
  }, [call, isWanted])
  return isWanted ? echo : null
}
