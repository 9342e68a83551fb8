import type { AllSnapshots, LocalDirectorySnapshot } from '../../../contract/bridge/snapshots.ts'
import { ada, ordinary } from './everything.ts'

const KEY = '5eb32aeefd5c2fa3221fda64cf1f91d5273d45eeebe2cc5a6d012258e4b0a19a'
const linkTo = (host: string) => ({ link: `ahoy:join?at=${host}:4701&key=${KEY}`, host })

export const JOIN_LINK = linkTo('192.0.2.17').link

/** The directory runs on this computer. */
export const here = (localDirectory: LocalDirectorySnapshot): AllSnapshots => ({
  ...ordinary,
  app: { ...ordinary.app, localDirectory },
  me: { ...ada, isDirectoryHere: true },
})

export const reachable = here({ kind: 'reachable', port: 4701, links: [linkTo('192.0.2.17')] })
export const reachableTwice = here({
  kind: 'reachable',
  port: 4701,
  links: [linkTo('192.0.2.17'), linkTo('198.51.100.4'), linkTo('[2001:db8:12:34:56:78:9abc:def0]')],
})
