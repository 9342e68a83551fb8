import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { type BrowserLook, findBrowser } from '../../../build/scripts/find-browser.ts'

const find = (
  files: readonly string[],
  more: {
    look?: BrowserLook
    env?: Record<string, string>
    platform?: NodeJS.Platform
    folders?: Record<string, string[]>
  } = {},
) =>
  findBrowser(more.look ?? 'headless', {
    env: more.env ?? {},
    platform: more.platform ?? 'linux',
    home: '/home/ann',
    exists: (path) => files.includes(path),
    list: (folder) => more.folders?.[folder] ?? [],
  })

test('BROWSER1 AHOY_BROWSER comes first, and one that names no file is an error', () => {
  const env = { AHOY_BROWSER: '/opt/mine' }
  expect(find(['/opt/mine', '/usr/bin/chromium'], { env })).toBe('/opt/mine')
  expect(() => find(['/usr/bin/chromium'], { env })).toThrow('AHOY_BROWSER is set to /opt/mine')
})

test('BROWSER2 Linux: Chromium before Chrome before Edge, in PATH and the usual folders', () => {
  const env = { PATH: ['/a', '/b'].join(delimiter) }
  const edge = join('/a', 'microsoft-edge')
  const chrome = join('/b', 'google-chrome-stable')
  const chromium = join('/usr/bin', 'chromium')
  expect(find([edge], { env })).toBe(edge)
  expect(find([edge, chrome], { env })).toBe(chrome)
  expect(find([edge, chrome, chromium], { env })).toBe(chromium)
})

test('BROWSER3 Mac and Windows: installed applications', () => {
  const mac = join('/Applications', 'Google Chrome.app', 'Contents', 'MacOS', 'Google Chrome')
  expect(find([mac], { platform: 'darwin' })).toBe(mac)
  const edge = join('C:/Programs', 'Microsoft', 'Edge', 'Application', 'msedge.exe')
  expect(find([edge], { platform: 'win32', env: { 'ProgramFiles(x86)': 'C:/Programs' } })).toBe(edge)
})

test("BROWSER4 Playwright's newest build serves when nothing is installed", () => {
  const root = join('/home/ann', '.cache', 'ms-playwright')
  const builds = ['chromium-999', 'chromium-1200', 'firefox-2000']
  const files = builds.map((build) => join(root, build, 'chrome-linux64', 'chrome'))
  expect(find(files, { folders: { [root]: builds } })).toBe(files[1])
})

test('BROWSER6 the headless shell comes first where nobody watches, and never where somebody does', () => {
  const shell = join('/usr/bin', 'chromium-headless-shell')
  const chromium = join('/usr/bin', 'chromium')
  expect(find([chromium, shell])).toBe(shell)
  expect(find([chromium, shell], { look: 'headed' })).toBe(chromium)
  expect(find([shell], { look: 'headed' })).toBeNull()
  const root = join('/home/ann', '.cache', 'ms-playwright')
  const build = 'chromium_headless_shell-1200'
  const own = join(root, build, 'chrome-headless-shell-linux64', 'chrome-headless-shell')
  expect(find([own], { folders: { [root]: [build] } })).toBe(own)
  expect(find([own, shell], { env: { AHOY_BROWSER: own } })).toBe(own)
})

test('BROWSER5 none is null, not an error', () => {
  expect(find([])).toBeNull()
})
