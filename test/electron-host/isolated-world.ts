import type { CloneCodec } from './clone-codec.ts'
import type { WorldBridge } from './world-bridge.ts'

/** What the isolated world tells the host. `args` and `value` are encoded by the clone codec. */
export type FromPage =
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | {
      readonly kind: 'permission'
      readonly id: number
      readonly permission: string
      readonly details: object
    }
  | { readonly kind: 'permission-check'; readonly id: number; readonly permission: string }
  | { readonly kind: 'close-window' }
  | { readonly kind: 'title'; readonly title: string }
  | {
      readonly kind: 'open-window'
      readonly target: string
      readonly name: string
      readonly features: string
    }
  | { readonly kind: 'preload-error'; readonly message: string; readonly stack: string }
export type FromPageWithUrl = FromPage & { readonly url: string }

export type ToPage =
  | { readonly kind: 'event'; readonly channel: string; readonly args: string }
  | { readonly kind: 'reply'; readonly id: number; readonly value: string }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }

export type IsolatedWorldConfig = {
  readonly bindingName: string
  readonly receiverName: string
  readonly process: object
}

type Preload = (
  require: (name: string) => unknown,
  module: object,
  exports: object,
  process: object,
  filename: string,
) => void

/**
 * The renderer half of Electron: ipcRenderer and contextBridge for the preload, which runs in this world. Injected
 * as source text: uses nothing from outside but its arguments.
 */
export function setUpIsolatedWorld(
  bridge: WorldBridge,
  codec: CloneCodec,
  config: IsolatedWorldConfig,
  preload: Preload | null,
  filename: string,
): void {
  type Listener = (event: object, ...args: unknown[]) => void
  const world = globalThis as unknown as Record<string, (text: string) => void>
  const binding = world[config.bindingName]
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, { listener: Listener; isOnce: boolean }[]>()
  let lastId = 0

  const tell = (message: FromPage): void => binding?.(JSON.stringify({ ...message, url: location.href }))
  const request = (make: (id: number) => FromPage): Promise<unknown> => {
    const id = ++lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      tell(make(id))
    })
  }
  const strict = <T extends object>(owner: string, members: T): T =>
    new Proxy(members, {
      get(target, key) {
        if (typeof key === 'symbol' || key in target || key === 'then' || key === '__esModule')
          return Reflect.get(target, key)
        throw new Error(`electron-host: ${owner}.${key} is not implemented`)
      },
    })

  const add = (channel: string, listener: Listener, isOnce: boolean): void => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce }])
  }
  const remove = (channel: string, listener: Listener): void => {
    const list = [...(listeners.get(channel) ?? [])]
    const at = list.findLastIndex((entry) => entry.listener === listener)
    if (at >= 0) list.splice(at, 1)
    listeners.set(channel, list)
  }
  const ipcRenderer = strict('ipcRenderer', {
    send: (channel: string, ...args: unknown[]) => tell({ kind: 'send', channel, args: codec.encode(args) }),
    async invoke(channel: string, ...args: unknown[]) {
      const encoded = codec.encode(args)
      return request((id) => ({ kind: 'invoke', id, channel, args: encoded }))
    },
    on: (channel: string, listener: Listener) => (add(channel, listener, false), ipcRenderer),
    once: (channel: string, listener: Listener) => (add(channel, listener, true), ipcRenderer),
    off: (channel: string, listener: Listener) => (remove(channel, listener), ipcRenderer),
    removeListener: (channel: string, listener: Listener) => (remove(channel, listener), ipcRenderer),
    removeAllListeners: (channel?: string) => (
      channel === undefined ? listeners.clear() : listeners.delete(channel), ipcRenderer
    ),
    addListener: (channel: string, listener: Listener) => (add(channel, listener, false), ipcRenderer),
    listenerCount: (channel: string) => listeners.get(channel)?.length ?? 0,
  }) as Record<string, unknown>
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown) => void bridge.callRoot('expose', key, api),
  })

  const deliver = (channel: string, args: string): void => {
    for (const entry of [...(listeners.get(channel) ?? [])]) {
      if (entry.isOnce) remove(channel, entry.listener)
      entry.listener({ sender: ipcRenderer, ports: [] }, ...(codec.decode(args) as unknown[]))
    }
  }
  Object.defineProperty(globalThis, config.receiverName, {
    value(text: string) {
      const message = JSON.parse(text) as ToPage
      if (message.kind === 'event') return deliver(message.channel, message.args)
      const promise = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'reply') promise?.resolve(codec.decode(message.value))
      else promise?.reject(new Error(message.message))
    },
  })
  bridge.roots.set('askPermission', (permission, details) =>
    request((id) => ({
      kind: 'permission',
      id,
      permission: permission as string,
      details: details as object,
    })),
  )
  bridge.roots.set('checkPermission', (permission) =>
    request((id) => ({ kind: 'permission-check', id, permission: permission as string })),
  )
  bridge.roots.set('openWindow', (target, name, features) =>
    tell({
      kind: 'open-window',
      target: target as string,
      name: name as string,
      features: features as string,
    }),
  )
  bridge.roots.set('closeWindow', () => tell({ kind: 'close-window' }))

  let title = ''
  const followTitle = (): void => {
    if (document.title === '' || document.title === title) return
    title = document.title
    tell({ kind: 'title', title })
  }
  document.addEventListener('DOMContentLoaded', () => {
    followTitle()
    new MutationObserver(followTitle).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    })
  })

  const modules: Record<string, object> = { electron: strict('electron', { contextBridge, ipcRenderer }) }
  const require = (name: string): unknown => {
    const found = modules[name.replace(/^electron\/(renderer|common)$/, 'electron')]
    if (found === undefined) throw new Error(`module not found: ${name}`)
    return found
  }
  const module = { exports: {} }
  try {
    preload?.(require, module, module.exports, config.process, filename)
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    tell({ kind: 'preload-error', message, stack: stack ?? message })
    // oxlint-disable-next-line no-console -- Electron tells the page's console, too
    console.error(`Unable to load preload script: ${filename}`, error)
  }
}
