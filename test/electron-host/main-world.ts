import type { WorldBridge } from './world-bridge.ts'

/** What the host answers to a page that asks for a permission. */
export type PermissionAnswer = { readonly isGranted: boolean; readonly errorName?: string }

/** A frame inside the page gets no media: nobody asks the app for it. */
export function setUpInnerFrame(): void {
  const refuse = async (): Promise<never> => {
    throw new DOMException('Permission denied', 'NotAllowedError')
  }
  const media = globalThis.MediaDevices?.prototype
  for (const name of ['getUserMedia', 'getDisplayMedia'])
    if (media) Object.defineProperty(media, name, { value: refuse })
  Reflect.deleteProperty(Navigator.prototype, 'webkitGetUserMedia')
}

/**
 * Runs in the page's own world before its scripts: places what the preload exposes, and asks the host before
 * media, notifications and the like. Injected as source text: uses nothing from outside but its arguments.
 */
export function setUpMainWorld(bridge: WorldBridge): void {
  const freeze = (value: unknown): unknown => {
    if (
      value === null ||
      (typeof value !== 'object' && typeof value !== 'function') ||
      ArrayBuffer.isView(value)
    )
      return value
    for (const item of Object.values(value)) freeze(item)
    return Object.freeze(value)
  }
  bridge.roots.set('expose', (key, api) => {
    if (Object.hasOwn(window, key as string)) {
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    }
    Object.defineProperty(window, key as string, { value: freeze(api), enumerable: true })
  })
  const ask = (permission: string, details: object = {}): Promise<PermissionAnswer> =>
    bridge.callRoot('askPermission', permission, details) as Promise<PermissionAnswer>
  const wrap = (
    owner: object | undefined,
    name: string,
    make: (original: (...args: unknown[]) => unknown) => unknown,
  ): void => {
    const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name)
    if (!owner || !descriptor) return
    Object.defineProperty(owner, name, {
      ...descriptor,
      value: make(descriptor.value as (...args: unknown[]) => unknown),
    })
  }
  const refuse = (answer: PermissionAnswer): never => {
    throw new DOMException('Permission denied', answer.errorName ?? 'NotAllowedError')
  }
  const media = globalThis.MediaDevices?.prototype

  wrap(
    media,
    'getUserMedia',
    (original) =>
      async function getUserMedia(this: MediaDevices, constraints: MediaStreamConstraints = {}) {
        const mediaTypes = (['audio', 'video'] as const).filter((kind) => constraints[kind])
        if (mediaTypes.length > 0) {
          const answer = await ask('media', { mediaTypes })
          if (!answer.isGranted) refuse(answer)
        }
        return original.call(this, constraints)
      },
  )
  wrap(
    media,
    'getDisplayMedia',
    (original) =>
      async function getDisplayMedia(this: MediaDevices, constraints: DisplayMediaStreamOptions = {}) {
        const answer = await ask('display-capture', {
          videoRequested: constraints.video !== false,
          audioRequested: Boolean(constraints.audio),
          userGesture: navigator.userActivation.isActive,
        })
        if (!answer.isGranted) refuse(answer)
        return original.call(this, constraints)
      },
  )
  wrap(
    globalThis.Notification,
    'requestPermission',
    () =>
      async function requestPermission() {
        return (await ask('notifications')).isGranted ? 'granted' : 'denied'
      },
  )
  wrap(
    globalThis.Permissions?.prototype,
    'query',
    (original) =>
      async function query(this: Permissions, descriptor: PermissionDescriptor) {
        const state = await bridge.callRoot('checkPermission', String(descriptor?.name))
        const status = (await original.call(this, descriptor)) as PermissionStatus
        return state === null ? status : Object.defineProperty(status, 'state', { value: state })
      },
  )
  wrap(window, 'close', () => () => {
    bridge.callRoot('closeWindow')
  })
  wrap(window, 'open', () => (url: unknown = '', name: unknown = '', features: unknown = '') => {
    bridge.callRoot(
      'openWindow',
      url === '' ? 'about:blank' : new URL(String(url), document.baseURI).href,
      String(name),
      String(features),
    )
    return null
  })
  Reflect.deleteProperty(Navigator.prototype, 'webkitGetUserMedia')
}
