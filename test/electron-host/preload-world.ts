import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CdpSession } from './cdp-connection.ts'
import { createCloneCodec } from './clone-codec.ts'
import {
  setUpIsolatedWorld,
  type IsolatedWorldConfig,
  type FromPageWithUrl,
  type ToPage,
} from './isolated-world.ts'
import { setUpInnerFrame, setUpMainWorld } from './main-world.ts'
import { createWorldBridge } from './world-bridge.ts'

const worldName = 'electron-host preload'
const config: IsolatedWorldConfig = {
  bindingName: '__electronHostSend',
  receiverName: '__electronHostReceive',
  process: {
    platform: process.platform,
    arch: process.arch,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    versions: { chrome: '156.0.0.0', electron: '45.4.1', node: process.versions.node },
    env: {},
    argv: [],
  },
}

type Deps = {
  readonly preloadPath: string | undefined
  /** Waits for it before the document's scripts run is not possible: the answer comes later. */
  readonly onMessage: (message: FromPageWithUrl, reply: (answer: ToPage) => void) => void
}

/** The channel to the preload's world of one page, which is renewed with each document. */
export class PreloadWorld {
  readonly #session: CdpSession
  #contextId: number | undefined

  constructor(session: CdpSession) {
    this.#session = session
  }

  /** Must be done before the page loads its first document. */
  async install(deps: Deps, mainFrameId: () => string): Promise<void> {
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && context.auxData.frameId === mainFrameId())
        this.#contextId = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#contextId) this.#contextId = undefined
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#contextId = undefined
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== config.bindingName || executionContextId !== this.#contextId) return
      deps.onMessage(JSON.parse(payload) as FromPageWithUrl, (answer) =>
        this.#post(answer, executionContextId),
      )
    })
    const channel = randomBytes(16).toString('hex')
    await Promise.all([
      session.send('Runtime.addBinding', { name: config.bindingName, executionContextName: worldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(channel) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldSource(channel, deps.preloadPath),
        worldName,
      }),
    ])
  }

  /** Dropped when no document is there to take it, as in Electron. */
  post(message: ToPage): void {
    if (this.#contextId !== undefined) this.#post(message, this.#contextId)
  }

  #post(message: ToPage, executionContextId: number): void {
    void this.#session.trySend('Runtime.callFunctionOn', {
      executionContextId,
      functionDeclaration: `function (text) { ${config.receiverName}(text) }`,
      arguments: [{ value: JSON.stringify(message) }],
    })
  }
}

/** Only the top frame has a preload; a frame inside it gets nothing of it. */
const onlyTopFrame = (body: string, otherwise = ''): string =>
  `(() => { if (window !== window.top) { ${otherwise}; return }\n${body}\n})()`

const sourceOf = (injected: (...args: never[]) => unknown): string => injected.toString()

function mainWorldSource(channel: string): string {
  const body = `
    const bridge = (${sourceOf(createWorldBridge)})((${sourceOf(createCloneCodec)})(), '${channel}:isolated', '${channel}:main');
    (${sourceOf(setUpMainWorld)})(bridge);`
  return onlyTopFrame(body, `(${sourceOf(setUpInnerFrame)})()`)
}

function isolatedWorldSource(channel: string, preloadPath: string | undefined): string {
  const preload =
    preloadPath === undefined
      ? 'null'
      : `function (require, module, exports, process, __filename) {\n${readFileSync(preloadPath, 'utf8')}\n}`
  return onlyTopFrame(`
    const codec = (${sourceOf(createCloneCodec)})();
    const bridge = (${sourceOf(createWorldBridge)})(codec, '${channel}:main', '${channel}:isolated');
    (${sourceOf(setUpIsolatedWorld)})(bridge, codec, ${JSON.stringify(config)}, ${preload}, ${JSON.stringify(preloadPath ?? '')});`)
}
