import { useEffect, useState } from 'react'
import type { PersonRow } from '../../../contract/bridge/snapshots.ts'
import { useBridge } from '../../bridge/use-bridge.ts'
import { decideExactPerson } from './dial-search.ts'

const TYPED = '@echo'

/** A directory that has just started takes a moment to have its echo. */
const ASK_AGAIN_MS = 2_000
const MOST_TRIES = 15

/** The echo of this directory, where there is one. It is looked for only while it is wanted. */
export function useEcho(isWanted: boolean): PersonRow | null {
  const { call } = useBridge()
  const [echo, setEcho] = useState<PersonRow | null>(null)
  useEffect(() => {
    if (!isWanted) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isStale = false
    const look = async (triesLeft: number) => {
      const answer = await call('people.find', { typed: TYPED })
      if (isStale) return
      // Once it was called it is one of my people, and told as such.
      const found = answer.ok ? decideExactPerson(answer.value, TYPED) : null
      setEcho(found)
      if (!found && triesLeft > 0) timer = setTimeout(() => void look(triesLeft - 1), ASK_AGAIN_MS)
    }
    void look(MOST_TRIES)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [call, isWanted])
  return isWanted ? echo : null
}
