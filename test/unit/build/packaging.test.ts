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
