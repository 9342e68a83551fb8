import type { Log } from '../../client/ports.ts'
import type { MainFacts } from '../bridge/main-facts.ts'
import type { LinkInbox } from '../links/link-inbox.ts'
import { parseLink } from '../links/parse-link.ts'
import type { WindowSet } from '../windows/window-set.ts'
import type { Arrivals } from './arrivals.ts'

export type ReceiveArrivalsDeps = {
  readonly arrivals: Arrivals
  readonly inbox: LinkInbox
  readonly windows: Pick<WindowSet, 'show'>
  readonly facts: Pick<MainFacts, 'announceLink' | 'requestView'>
  /** The system started the app at login. */
  readonly isHidden: boolean
  readonly log: Log
}

/** Shows the main window for this start and each later one. A link only fills a field: it never dials and never joins. */
export function receiveArrivals(deps: ReceiveArrivalsDeps): void {
  const { arrivals, inbox, windows, facts, log } = deps
  const takeLink = (link: string) => {
    const parsed = parseLink(link)
    if (!parsed.ok) return log.warn('a link was refused', { why: parsed.error.kind })
    inbox.put(parsed.value)
    windows.show('main')
    facts.requestView('dial')
    return facts.announceLink()
  }
  const { first } = arrivals
  if (!first.isHidden && !deps.isHidden) windows.show('main')
  if (first.link !== null) takeLink(first.link)
  arrivals.handle({
    onLink: takeLink,
    onSecondStart: ({ link, isHidden }) => {
      if (link !== null) return takeLink(link)
      if (!isHidden) windows.show('main')
      return undefined
    },
  })
}
