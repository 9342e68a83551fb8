import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

type Places = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly exists: (path: string) => boolean
  readonly list: (folder: string) => readonly string[]
}

const thisMachine: Places = {
  env: process.env,
  platform: process.platform,
  home: homedir(),
  exists: existsSync,
  list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
}

/** Whether a person is to see its windows. */
export type BrowserLook = 'headless' | 'headed'

/**
 * The Chromium-family browser that runs the tests and the stand-in, or null when this machine has none.
 * Order: AHOY_BROWSER; for `headless` Chromium's headless shell, which like Electron draws nothing around a page;
 * then Chromium, Chrome and Edge in their usual places, then Playwright's own cache.
 * An AHOY_BROWSER that names no file is an error, not a reason to take another browser silently.
 */
export function findBrowser(look: BrowserLook = 'headless', places: Places = thisMachine): string | null {
  const wanted = places.env['AHOY_BROWSER']
  if (wanted !== undefined && wanted !== '') {
    if (places.exists(wanted)) return wanted
    throw new Error(`AHOY_BROWSER is set to ${wanted}, but there is no such file. Correct it or unset it.`)
  }
  const shells = look === 'headless' ? headlessShells(places) : []
  const usual = [
    ...shells,
    ...usualPlaces(places),
    ...playwrightCache(places, /^chromium-\d+$/, playwrightBinaries),
  ]
  return usual.find((path) => places.exists(path)) ?? null
}

/** Where Debian and Playwright put it. */
function headlessShells(places: Places): string[] {
  const own = places.platform === 'linux' ? onPath(places, ['chromium-headless-shell']) : []
  return [...own, ...playwrightCache(places, /^chromium_headless_shell-\d+$/, playwrightShells)]
}

function usualPlaces(places: Places): string[] {
  switch (places.platform) {
    case 'win32':
      return windowsPlaces(places)
    case 'darwin':
      return macPlaces(places)
    default:
      return onPath(places, [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        'microsoft-edge-stable',
      ])
  }
}

/** The usual folders are searched besides PATH, since desktop sessions and services may have a short one. */
function onPath(places: Places, names: readonly string[]): string[] {
  const folders = (places.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const all = [...folders, '/usr/local/bin', '/usr/bin', '/snap/bin']
  return names.flatMap((name) => all.map((folder) => join(folder, name)))
}

function macPlaces(places: Places): string[] {
  const apps = ['Chromium', 'Google Chrome', 'Microsoft Edge']
  return apps.flatMap((app) =>
    ['/Applications', join(places.home, 'Applications')].map((folder) =>
      join(folder, `${app}.app`, 'Contents', 'MacOS', app),
    ),
  )
}

function windowsPlaces(places: Places): string[] {
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => places.env[name])
    .filter((root) => root !== undefined)
  const apps = [
    join('Chromium', 'Application', 'chrome.exe'),
    join('Google', 'Chrome', 'Application', 'chrome.exe'),
    join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]
  return apps.flatMap((app) => roots.map((root) => join(root, app)))
}

const playwrightBinaries: readonly string[] = [
  join('chrome-linux', 'chrome'),
  join('chrome-linux64', 'chrome'),
  join('chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
  ...['chrome-mac-arm64', 'chrome-mac-x64'].map((folder) =>
    join(folder, 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'),
  ),
  join('chrome-win', 'chrome.exe'),
  join('chrome-win64', 'chrome.exe'),
]

const playwrightShells: readonly string[] = [
  join('chrome-linux', 'headless_shell'),
  ...['linux64', 'mac-arm64', 'mac-x64'].map((system) =>
    join(`chrome-headless-shell-${system}`, 'chrome-headless-shell'),
  ),
  join('chrome-headless-shell-win64', 'chrome-headless-shell.exe'),
]

/** The newest build first. */
function playwrightCache(places: Places, named: RegExp, binaries: readonly string[]): string[] {
  const root = playwrightRoot(places)
  const numberOf = (build: string) => Number(build.slice(build.indexOf('-') + 1))
  const builds = places
    .list(root)
    .filter((name) => named.test(name))
    .toSorted((a, b) => numberOf(b) - numberOf(a))
  return builds.flatMap((build) => binaries.map((binary) => join(root, build, binary)))
}

function playwrightRoot(places: Places): string {
  const own = places.env['PLAYWRIGHT_BROWSERS_PATH']
  if (own !== undefined && own !== '' && own !== '0') return own
  switch (places.platform) {
    case 'win32':
      return join(places.env['LOCALAPPDATA'] ?? join(places.home, 'AppData', 'Local'), 'ms-playwright')
    case 'darwin':
      return join(places.home, 'Library', 'Caches', 'ms-playwright')
    default:
      return join(places.env['XDG_CACHE_HOME'] ?? join(places.home, '.cache'), 'ms-playwright')
  }
}
