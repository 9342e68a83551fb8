import { app } from 'electron'
import { LINK_SCHEME } from '../links/parse-link.ts'
import { parseStartArguments, type StartArguments } from './start-arguments.ts'

export type ArrivalHandlers = {
  /** The app was started a second time, by a person or with a link. */
  readonly onSecondStart: (args: StartArguments) => void
  readonly onLink: (link: string) => void
}

export type Arrivals = {
  readonly first: StartArguments
  /** Hands over what came so far, and all that comes. */
  readonly handle: (handlers: ArrivalHandlers) => void
}

/**
 * Takes the app's one place on this computer, and gathers the links that come before anything is ready. Null when
 * another one has it: that one was told of this start.
 */
export function claimArrivals(argv: readonly string[]): Arrivals | null {
  if (!app.requestSingleInstanceLock()) return null
  const early: ((handlers: ArrivalHandlers) => void)[] = []
  let current: ArrivalHandlers | null = null
  const pass = (arrival: (handlers: ArrivalHandlers) => void) => {
    if (current === null) early.push(arrival)
    else arrival(current)
  }
  app.on('second-instance', (_event, otherArgv) =>
    pass((handlers) => handlers.onSecondStart(parseStartArguments(otherArgv))),
  )
  app.on('open-url', (event, url) => {
    event.preventDefault()
    pass((handlers) => handlers.onLink(url))
  })
  return {
    first: parseStartArguments(argv),
    handle: (handlers) => {
      current = handlers
      for (const arrival of early.splice(0)) arrival(handlers)
    },
  }
}

/** Makes links of our scheme come here. A development run leaves the system's table alone. */
export function claimLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
}
