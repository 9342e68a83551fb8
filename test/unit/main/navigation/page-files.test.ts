import { join, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { APP_ORIGIN } from '../../../../src/contract/bridge/names.ts'
import { NAMED_PAGES } from '../../../../src/main/navigation/named-pages.ts'
import { resolvePageFile } from '../../../../src/main/navigation/page-files.ts'
import { pageHeaders } from '../../../../src/main/navigation/page-headers.ts'

const ROOT = resolve('/opt/ahoy/renderer')
const fileOf = (path: string) => resolvePageFile(ROOT, `${APP_ORIGIN}/${path}`)

test('TRUST3 built files are served with their type', () => {
  expect(fileOf('main-window/index.html')).toEqual({
    path: join(ROOT, 'main-window', 'index.html'),
    type: 'text/html; charset=utf-8',
  })
  expect(fileOf('assets/main-D3xYz_1.js?v=1#top')?.type).toBe('text/javascript; charset=utf-8')
})

test.each([
  '',
  '..',
  '../main/index.js',
  'assets/../../main/index.js',
  'assets/%2e%2e/%2e%2e/main/index.js',
  'assets/..%2f..%2fmain/index.js',
  'assets\\..\\..\\main\\index.js',
  'assets/%5c..%5cindex.js',
  '/etc/passwd.html',
  '.env.json',
  'assets/.hidden.js',
  'main-window/index.html%00.js',
  'assets/%zz.js',
  'index.exe',
  'main-window/',
  'C:/windows/x.js',
])('TRUST3 %j names no file', (path) => {
  expect(fileOf(path)).toBeNull()
})

test('TRUST3 no URL leads out of the folder of pages', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', 'a.js', 'assets', '~', ':'),
    fc.string({ maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const file = fileOf(`${parts.join('/')}.js`)
      return file === null || resolve(file.path).startsWith(ROOT + sep)
    }),
    { numRuns: 500 },
  )
})

test('TRUST3 another origin names no file', () => {
  expect(resolvePageFile(ROOT, 'https://app/main-window/index.html')).toBeNull()
  expect(resolvePageFile(ROOT, 'ahoy-app://other/main-window/index.html')).toBeNull()
  expect(resolvePageFile(ROOT, `${APP_ORIGIN}.evil/main-window/index.html`)).toBeNull()
})

test('TRUST3 a page may load its own files and connect nowhere', () => {
  expect(pageHeaders('text/html', 'call')).toMatchObject({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; " +
      "media-src 'self' blob:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
})

test('TRUST3 only the call page and the main page may ask for a microphone and a camera', () => {
  const policies = (['main', 'ring', 'call', null] as const).map(
    (role) => pageHeaders('text/html', role)['permissions-policy'] ?? '',
  )
  expect(policies.map((policy) => policy.includes('camera=(self), microphone=(self)'))).toEqual([
    true,
    false,
    true,
    false,
  ])
  expect(policies.every((policy) => policy.includes('geolocation=()'))).toBe(true)
})

test('TRUST3 every page that the browser is sent to is https', () => {
  expect(Object.values(NAMED_PAGES).map((url) => new URL(url).protocol)).toEqual(['https:', 'https:'])
})
