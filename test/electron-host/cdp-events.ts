import type { PausedRequest } from './page-requests.ts'

type Frame = {
  readonly id: string
  readonly url: string
  readonly urlFragment?: string
  readonly unreachableUrl?: string
}
type StackTrace = { readonly callFrames: readonly { readonly url: string; readonly lineNumber: number }[] }
type RemoteObject = {
  readonly value?: string | number | boolean | null | object
  readonly description?: string
}
export type TargetInfo = {
  readonly targetId: string
  readonly type: string
  readonly url: string
  readonly openerId?: string
}

/** The browser's events that the stand-in listens to, as far as it reads them. */
export type CdpEvents = {
  readonly detached: []
  readonly 'Fetch.requestPaused': [PausedRequest]
  readonly 'Inspector.targetCrashed': []
  readonly 'Log.entryAdded': [
    {
      readonly entry: {
        readonly level: string
        readonly text: string
        readonly url?: string
        readonly lineNumber?: number
      }
    },
  ]
  readonly 'Network.webSocketCreated': [{ readonly url: string }]
  readonly 'Page.domContentEventFired': []
  readonly 'Page.frameNavigated': [{ readonly frame: Frame }]
  readonly 'Page.frameStoppedLoading': [{ readonly frameId: string }]
  readonly 'Page.loadEventFired': []
  readonly 'Page.navigatedWithinDocument': [{ readonly frameId: string; readonly url: string }]
  readonly 'Page.windowOpen': [
    { readonly url: string; readonly windowName: string; readonly windowFeatures: readonly string[] },
  ]
  readonly 'Runtime.bindingCalled': [
    { readonly name: string; readonly payload: string; readonly executionContextId: number },
  ]
  readonly 'Runtime.consoleAPICalled': [
    { readonly type: string; readonly args: readonly RemoteObject[]; readonly stackTrace?: StackTrace },
  ]
  readonly 'Runtime.exceptionThrown': [
    {
      readonly exceptionDetails: {
        readonly text: string
        readonly url?: string
        readonly lineNumber: number
        readonly exception?: RemoteObject
      }
    },
  ]
  readonly 'Runtime.executionContextCreated': [
    {
      readonly context: {
        readonly id: number
        readonly name: string
        readonly auxData: { readonly frameId: string }
      }
    },
  ]
  readonly 'Runtime.executionContextDestroyed': [{ readonly executionContextId: number }]
  readonly 'Runtime.executionContextsCleared': []
  readonly 'Target.attachedToTarget': [
    { readonly sessionId: string; readonly targetInfo: TargetInfo; readonly waitingForDebugger: boolean },
  ]
}
