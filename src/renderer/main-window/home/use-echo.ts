import { useEffect, useState } from 'react'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { decideExactPerson } from './dial-search.ts'

const TYPED = '@echo'

/** The echo of this directory, where there is one. It is looked for only while it is wanted. */
export function useEcho(isWanted: boolean): PersonRow | null {
  const { call } = useBridge()
  const [echo, setEcho] = useState<PersonRow | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    let isStale = false
    void call('people.find', { typed: TYPED }).then((answer) => {
      if (isStale || !answer.ok) return
      // Once it was called it is one of my people, and told as such.
      setEcho(decideExactPerson(answer.value, TYPED))
    })
    return () => {
      isStale = true
    }
  }, [call, isWanted])
  return isWanted ? echo : null
}
