import fc from 'fast-check'
import { expect, test } from 'vitest'
import { APP_ORIGIN, WINDOW_ROLES } from '../../../../src/contract/bridge/names.ts'
import { decideSender } from '../../../../src/main/bridge/trusted-sender.ts'
import { pageUrl, roleOfPage } from '../../../../src/main/navigation/app-pages.ts'
import { anyText } from '../../../support/any-text.ts'

test('TRUST3 the main frame of a window that shows its own page is heard', () => {
  for (const role of WINDOW_ROLES) {
    expect(decideSender({ role, isMainFrame: true, url: pageUrl(role) })).toBe(role)
    expect(decideSender({ role, isMainFrame: true, url: `${pageUrl(role)}#people` })).toBe(role)
  }
})

test.each([
  ['a frame inside', { role: 'main', isMainFrame: false, url: pageUrl('main') }],
  ['a window that is not ours', { role: null, isMainFrame: true, url: pageUrl('main') }],
  ['another window’s page', { role: 'main', isMainFrame: true, url: pageUrl('call') }],
] as const)('TRUST3 %s is not heard', (_name, sender) => {
  expect(decideSender(sender)).toBeNull()
})

test.each([
  '',
  'about:blank',
  'https://example.org/main-window/index.html',
  'http://app/main-window/index.html',
  'ahoy-app://app.evil.example/main-window/index.html',
  'ahoy-app://app:80/main-window/index.html',
  'ahoy-app://user@app/main-window/index.html',
  'ahoy-app://app/main-window/index.html?x',
  'ahoy-app://app/main-window/../main-window/index.html',
  'ahoy-app://app/main-window/index.htm',
  'AHOY-APP://app/main-window/index.html',
  `data:text/html,${APP_ORIGIN}/main-window/index.html`,
])('TRUST3 %s is nobody’s page', (url) => {
  expect(roleOfPage(url)).toBeNull()
})

test('TRUST3 no other URL is taken for a page', () => {
  const scheme = fc.constantFrom('https:', 'http:', 'file:', 'ahoy-app:', 'blob:', 'data:', '')
  const host = fc.constantFrom('//app', '//app.', '//App', '//app:0', '//main-window', '')
  const path = fc.constantFrom('/main-window/index.html', '/', '', '/%6dain-window/index.html')
  const isPage = (parts: readonly string[]) => parts.join('') === pageUrl('main')
  fc.assert(
    fc.property(
      fc.tuple(scheme, host, path),
      (parts) => (roleOfPage(parts.join('')) === null) !== isPage(parts),
    ),
  )
  fc.assert(
    fc.property(
      anyText(20).filter((tail) => tail !== ''),
      (tail) => tail.startsWith('#') || roleOfPage(`${pageUrl('main')}${tail}`) === null,
    ),
  )
})
