import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
let copy = ''

/** A small tree that keeps to the rules, under the project's own configuration. */
const lawful: Readonly<Record<string, string>> = {
  'src/contract/ids.ts': `import { z } from 'zod'\nexport const handle = z.string()\n`,
  'src/domain/rule.ts': `import { handle } from '../contract/ids.ts'\nexport const isHandle = (text: string): boolean => handle.safeParse(text).success\n`,
  'src/client/engine.ts': `import { isHandle } from '../domain/rule.ts'\nexport const canDial = (text: string): boolean => isHandle(text)\n`,
  'src/node/clock.ts': `import { performance } from 'node:perf_hooks'\nexport const nowMs = (): number => performance.now()\n`,
  'src/main/index.ts': `import { readFileSync } from 'node:fs'\nimport { app } from 'electron'\nimport { canDial } from '../client/engine.ts'\nexport const run = (): boolean => canDial(readFileSync(app.getPath('userData'), 'utf8'))\n`,
  'src/main/directory-process.ts': `import { serve } from '../directory/main.ts'\nserve()\n`,
  'src/preload/index.ts': `import { contextBridge } from 'electron'\nimport { handle } from '../contract/ids.ts'\ncontextBridge.exposeInMainWorld('ahoy', handle.safeParse('').success)\n`,
  'src/renderer/media/call.ts': `import { Peer } from 'peerjs'\nexport const open = (): Peer => new Peer()\n`,
  'src/renderer/main-window/view.ts': `import { isHandle } from '../../domain/rule.ts'\ndocument.title = String(isHandle('ann'))\n`,
  'src/directory/main.ts': `import { createServer } from 'node:http'\nimport { isHandle } from '../domain/rule.ts'\nexport const serve = (): boolean => isHandle('ann') && createServer().listening\n`,
  'src/echo/page.ts': `import { RTCPeerConnection } from 'werift'\nimport { canDial } from '../client/engine.ts'\nexport const open = (): RTCPeerConnection | null => (canDial('echo') ? new RTCPeerConnection() : null)\n`,
  'src/directory-server/main.ts': `import { serve } from '../directory/main.ts'\nimport { open } from '../echo/page.ts'\nserve()\nopen()\n`,
  'test/unit/planted.ts': `export const planted = 1\n`,
}

type Planted = {
  readonly says: string
  readonly path: string
  readonly code: string
  /** What the compiler says, or null where the folders of one project are told apart by lint alone. */
  readonly compiler: RegExp | null
  /** The import that lint refuses, or null where no import is involved. */
  readonly lint: string | null
}

const outside = /TS6307|TS6059/

const planted: readonly Planted[] = [
  {
    says: 'domain imports node:fs',
    path: 'src/domain/planted-node.ts',
    code: `import { readFileSync } from 'node:fs'\nexport const words = readFileSync('x', 'utf8')\n`,
    compiler: /Cannot find (name|module) 'node:fs'/,
    lint: 'node:fs',
  },
  {
    says: 'domain reads window',
    path: 'src/domain/planted-window.ts',
    code: `export const title = window.document.title\n`,
    compiler: /Cannot find name 'window'/,
    lint: null,
  },
  {
    says: 'domain imports client',
    path: 'src/domain/planted-client.ts',
    code: `import { canDial } from '../client/engine.ts'\nexport const can = canDial('ann')\n`,
    compiler: outside,
    lint: '../client/engine.ts',
  },
  {
    says: 'contract imports domain',
    path: 'src/contract/planted-domain.ts',
    code: `import { isHandle } from '../domain/rule.ts'\nexport const is = isHandle('ann')\n`,
    compiler: outside,
    lint: '../domain/rule.ts',
  },
  {
    says: 'client imports what is Node’s',
    path: 'src/client/planted-clock.ts',
    code: `import { nowMs } from '../node/clock.ts'\nexport const now = nowMs()\n`,
    compiler: outside,
    lint: '../node/clock.ts',
  },
  {
    says: 'what is Node’s imports domain',
    path: 'src/node/planted-domain.ts',
    code: `import { isHandle } from '../domain/rule.ts'\nexport const is = isHandle('ann')\n`,
    compiler: outside,
    lint: '../domain/rule.ts',
  },
  {
    says: 'client imports main',
    path: 'src/client/planted-main.ts',
    code: `import { run } from '../main/index.ts'\nexport const ran = run()\n`,
    compiler: outside,
    lint: '../main/index.ts',
  },
  {
    says: 'renderer imports electron',
    path: 'src/renderer/main-window/planted-electron.ts',
    code: `import { ipcRenderer } from 'electron'\nexport const send = ipcRenderer.send\n`,
    compiler: /no exported member 'ipcRenderer'/,
    lint: 'electron',
  },
  {
    says: 'renderer imports node:fs',
    path: 'src/renderer/main-window/planted-node.ts',
    code: `import { readFileSync } from 'node:fs'\nexport const words = readFileSync('x', 'utf8')\n`,
    compiler: /Cannot find (name|module) 'node:fs'/,
    lint: 'node:fs',
  },
  {
    says: 'renderer imports the engine',
    path: 'src/renderer/main-window/planted-client.ts',
    code: `import { canDial } from '../../client/engine.ts'\nexport const can = canDial('ann')\n`,
    compiler: outside,
    lint: '../../client/engine.ts',
  },
  {
    says: 'a view imports peerjs',
    path: 'src/renderer/main-window/planted-peer.ts',
    code: `import { Peer } from 'peerjs'\nexport const peer = new Peer()\n`,
    compiler: null,
    lint: 'peerjs',
  },
  {
    says: 'main imports the directory outside of its own entry',
    path: 'src/main/planted-directory.ts',
    code: `import { serve } from '../directory/main.ts'\nexport const served = serve()\n`,
    compiler: null,
    lint: '../directory/main.ts',
  },
  {
    says: 'main imports a test',
    path: 'src/main/planted-test.ts',
    code: `import { planted } from '../../test/unit/planted.ts'\nexport const two = planted + 1\n`,
    compiler: outside,
    lint: '../../test/unit/planted.ts',
  },
  {
    says: 'directory imports the echo',
    path: 'src/directory/planted-echo.ts',
    code: `import { open } from '../echo/page.ts'\nexport const opened = open()\n`,
    compiler: outside,
    lint: '../echo/page.ts',
  },
  {
    says: 'the echo imports the directory',
    path: 'src/echo/planted-directory.ts',
    code: `import { serve } from '../directory/main.ts'\nexport const served = serve()\n`,
    compiler: outside,
    lint: '../directory/main.ts',
  },
  {
    says: 'directory imports electron',
    path: 'src/directory/planted-electron.ts',
    code: `import { app } from 'electron'\nexport const name = app.name\n`,
    compiler: null,
    lint: 'electron',
  },
]

function write(path: string, code: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  writeFileSync(join(copy, path), code)
}

function run(tool: string, args: readonly string[]): { code: number | null; output: string } {
  const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}` }
  const ended = spawnSync(tool, args, {
    cwd: copy,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return { code: ended.status, output: `${ended.stdout}${ended.stderr}` }
}

const lint = (path: string) => run('oxlint', ['--type-aware', '-f', 'unix', path])

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'ahoy-walls-'))
  const configs = ['{src/*/,test/,}tsconfig*.json', '.oxlintrc.json', 'package.json', 'build/walls/*']
  for (const path of globSync(configs, { cwd: root })) cpSync(join(root, path), join(copy, path))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  for (const [path, code] of Object.entries(lawful)) write(path, code)
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('ARCH1 imports that the table allows pass both walls', { timeout: 30_000 }, () => {
  const folders = Object.keys(lawful).map((path) => path.split('/').slice(0, 2).join('/'))
  const projects = [...new Set(folders)].filter((folder) => folder.startsWith('src/'))
  expect(run('tsc', ['-b', ...projects])).toStrictEqual({ code: 0, output: '' })
  const linted = lint('src')
  expect(linted.output).not.toContain('Error')
  expect(linted.code).toBe(0)
})

for (const plant of planted) {
  test(`ARCH1 ${plant.says}: refused`, { timeout: 30_000 }, () => {
    write(plant.path, plant.code)
    try {
      if (plant.compiler !== null) {
        const compiled = run('tsc', ['-b', plant.path.split('/').slice(0, 2).join('/')])
        expect(compiled.code).not.toBe(0)
        expect(compiled.output).toContain(plant.path)
        expect(compiled.output).toMatch(plant.compiler)
      }
      if (plant.lint !== null) {
        const linted = lint(plant.path)
        expect(linted.code).not.toBe(0)
        expect(linted.output).toContain(`'${plant.lint}' import is restricted`)
      }
    } finally {
      rmSync(join(copy, plant.path))
    }
  })
}

test('ARCH1 a cycle of imports is refused', { timeout: 30_000 }, () => {
  write('src/domain/one.ts', `import { two } from './two.ts'\nexport const one = (): number => two()\n`)
  write('src/domain/two.ts', `import { one } from './one.ts'\nexport const two = (): number => one()\n`)
  const linted = lint('src/domain')
  expect(linted.code).not.toBe(0)
  expect(linted.output).toContain('no-cycle')
})
