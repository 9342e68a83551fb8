import type { Recorder } from './record.ts'
import { strictEmitter, strictObject } from './strict.ts'
import { display } from './window-options.ts'

/** The small parts of the system that an app talks to: each call is recorded, answers are plain. */
export function createDesk(recorder: Recorder) {
  const powerMonitor = new PowerMonitor()
  const nativeTheme = new NativeTheme()
  return {
    powerMonitor,
    nativeTheme,
    screen: createScreen(),
    shell: strictObject('shell', {
      openExternal: async (url: string): Promise<void> => recorder.call('shell.openExternal', url),
      openPath: async (path: string): Promise<string> => (recorder.call('shell.openPath', path), ''),
      showItemInFolder: (path: string): void => recorder.call('shell.showItemInFolder', path),
      beep: (): void => recorder.call('shell.beep'),
    }),
    clipboard: createClipboard(),
    systemPreferences: strictObject('systemPreferences', {
      getMediaAccessStatus: (): string => process.env['ELECTRON_HOST_MEDIA_ACCESS'] ?? 'granted',
      askForMediaAccess: async (): Promise<boolean> =>
        (process.env['ELECTRON_HOST_MEDIA_ACCESS'] ?? 'granted') === 'granted',
    }),
    crashReporter: strictObject('crashReporter', {
      start: (options: unknown): void => recorder.call('crashReporter.start', options),
    }),
    powerSaveBlocker: createPowerSaveBlocker(recorder),
  }
}

class PowerMonitor extends strictEmitter('powerMonitor', [
  'suspend',
  'resume',
  'on-ac',
  'on-battery',
  'shutdown',
  'lock-screen',
  'unlock-screen',
  'user-did-become-active',
  'user-did-resign-active',
  'thermal-state-change',
  'speed-limit-change',
]) {
  idleTimeSeconds = 0
  onBatteryPower = false
  isOnBatteryPower = (): boolean => this.onBatteryPower
  getSystemIdleTime = (): number => this.idleTimeSeconds
  getSystemIdleState = (thresholdSeconds: number): string =>
    this.idleTimeSeconds >= thresholdSeconds ? 'idle' : 'active'
}

class NativeTheme extends strictEmitter('nativeTheme', ['updated']) {
  #source: 'system' | 'light' | 'dark' = 'system'
  #isSystemDark = false
  readonly shouldUseHighContrastColors = false
  readonly shouldDifferentiateWithoutColor = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#isSystemDark : this.#source === 'dark'
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#isSystemDark
  }

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    this.emit('updated')
  }

  setSystemDark(isDark: boolean): void {
    this.#isSystemDark = isDark
    this.emit('updated')
  }
}

class Screen extends strictEmitter('screen', [
  'display-added',
  'display-removed',
  'display-metrics-changed',
]) {
  readonly #display = {
    id: 1,
    label: 'Screen',
    scaleFactor: 1,
    rotation: 0,
    internal: true,
    touchSupport: 'unavailable',
    colorDepth: 24,
    displayFrequency: 60,
    bounds: { x: 0, y: 0, ...display },
    size: display,
    workArea: { x: 0, y: 0, ...display },
    workAreaSize: display,
  }
  getPrimaryDisplay = () => this.#display
  getAllDisplays = () => [this.#display]
  getDisplayNearestPoint = () => this.#display
  getDisplayMatching = () => this.#display
  getCursorScreenPoint = () => ({ x: 0, y: 0 })
}

const createScreen = (): Screen => new Screen()

function createClipboard() {
  let text = ''
  return strictObject('clipboard', {
    writeText: (value: string): void => {
      text = value
    },
    readText: (): string => text,
    clear: (): void => {
      text = ''
    },
  })
}

function createPowerSaveBlocker(recorder: Recorder) {
  const running = new Set<number>()
  let lastId = 0
  return strictObject('powerSaveBlocker', {
    start: (type: string): number => {
      recorder.call('powerSaveBlocker.start', type)
      running.add(++lastId)
      return lastId
    },
    stop: (id: number): boolean => (recorder.call('powerSaveBlocker.stop', id), running.delete(id)),
    isStarted: (id: number): boolean => running.has(id),
  })
}
