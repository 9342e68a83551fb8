import { expect, test } from 'vitest'
import { WINDOW_ROLES } from '../../../../src/contract/bridge/names.ts'
import { decideReload } from '../../../../src/main/windows/page-loss.ts'
import { decideRingBounds } from '../../../../src/main/windows/ring-place.ts'
import { windowOptions } from '../../../../src/main/windows/window-options.ts'

const HERE = { preloadPath: '/preload.cjs', isDark: false, platform: 'linux' } as const

test.each(WINDOW_ROLES)('TRUST3 the %s window’s page is isolated, sandboxed and without Node', (role) => {
  expect(windowOptions(role, HERE)).toMatchObject({
    show: false,
    webPreferences: {
      preload: '/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  })
})

test('NET1 only the call page keeps its timers while it is hidden', () => {
  const throttled = WINDOW_ROLES.map((role) => windowOptions(role, HERE).webPreferences?.backgroundThrottling)
  expect(throttled).toEqual([true, true, false])
})

test('RING2 the ring window is small, frameless, on top and not in the task bar', () => {
  expect(windowOptions('ring', HERE)).toMatchObject({
    width: 380,
    height: 176,
    frame: false,
    alwaysOnTop: true,
    skipTaskbar: true,
  })
})

test('RING2 on macOS the ring window alone is a panel, which floats above full-screen spaces', () => {
  const types = (platform: NodeJS.Platform) =>
    WINDOW_ROLES.map((role) => windowOptions(role, { ...HERE, platform }).type)
  expect(types('darwin')).toEqual([undefined, 'panel', undefined])
  expect(types('win32')).toEqual([undefined, undefined, undefined])
})

test('A11Y2 a window’s ground is its page’s from the start, and the call window is always dark', () => {
  const grounds = (isDark: boolean) =>
    WINDOW_ROLES.map((role) => windowOptions(role, { ...HERE, isDark }).backgroundColor)
  expect(grounds(false)).toEqual(['#F7F8FA', '#F7F8FA', '#14171C'])
  expect(grounds(true)).toEqual(['#14171C', '#14171C', '#14171C'])
})

test('RING2 the ring window stands at the top right of its screen’s free area', () => {
  expect(decideRingBounds({ x: 1920, y: 25, width: 1440, height: 875 })).toEqual({
    x: 1920 + 1440 - 380 - 16,
    y: 41,
    width: 380,
    height: 176,
  })
})

test('RING2 on a screen that is too narrow the ring window keeps to its left edge', () => {
  expect(decideRingBounds({ x: 100, y: 0, width: 300, height: 500 }).x).toBe(100)
})

test('CALL1 a lost page is loaded again three times a minute, and then left alone', () => {
  let losses: readonly number[] = []
  const reloads: boolean[] = []
  for (const atMs of [0, 1_000, 2_000, 3_000, 59_999]) {
    const decision = decideReload(losses, atMs)
    losses = decision.losses
    reloads.push(decision.shouldReload)
  }
  expect(reloads).toEqual([true, true, true, false, false])
  expect(decideReload(losses, 200_000)).toEqual({ losses: [200_000], shouldReload: true })
})
