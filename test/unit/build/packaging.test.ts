import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Packager } from 'electron-builder'
import { expect, test } from 'vitest'

const projectDir = resolve(import.meta.dirname, '../../..')

test('IT1 the packaging configuration is what the packager understands', async () => {
  const packager = new Packager({ projectDir, config: 'electron-builder.yml' })
  await packager.validateConfig()
  expect(packager.config.appId).toBe('chat.ahoy.desktop')
})

test('IT1 a misspelt packaging option is refused', async () => {
  const packager = new Packager({
    projectDir,
    config: { extends: 'electron-builder.yml', electronFuses: { runAsNodes: false } } as never,
  })
  await expect(packager.validateConfig()).rejects.toThrow(/configuration.electronFuses/)
})

test('IT1 the packaged app cannot be turned into plain Node, debugged or fed foreign code', async () => {
  const packager = new Packager({ projectDir, config: 'electron-builder.yml' })
  await packager.validateConfig()
  expect(packager.config.electronFuses).toStrictEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
})

test('ID6 the Windows installer adds a firewall rule for private networks, and the uninstaller takes it away', async () => {
  const packager = new Packager({ projectDir, config: 'electron-builder.yml' })
  await packager.validateConfig()
  const include = packager.config.nsis?.include ?? ''
  expect(include).toBe('build/installer.nsh')
  const script = readFileSync(resolve(projectDir, include), 'utf8')
  const macro = (name: string) => script.split(`!macro ${name}\n`)[1]?.split('!macroend')[0] ?? ''
  expect(macro('customInstall')).toMatch(/add rule \$\{AHOY_RULE\} dir=in action=allow profile=private /)
  expect(macro('customUnInstall')).toContain('ahoyForgetRule')
  expect(macro('ahoyForgetRule')).toContain('delete rule ${AHOY_RULE}')
})

test('ID6 macOS tells why Ahoy asks for the local network', async () => {
  const packager = new Packager({ projectDir, config: 'electron-builder.yml' })
  await packager.validateConfig()
  expect(packager.config.mac?.extendInfo).toMatchObject({
    NSLocalNetworkUsageDescription: expect.stringContaining('directory') as string,
  })
})
