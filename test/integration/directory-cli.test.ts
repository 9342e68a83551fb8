import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PublicKey, DirectoryHost } from '../../src/contract/ids.ts'
import { TLS_FILE } from '../../src/directory/reach/tls-identity.ts'
import { systemClock } from '../../src/node/clock.ts'
import { parseJoinLink } from '../../src/domain/join-link.ts'
import { directoryKeyIdOf } from '../../src/domain/signed.ts'
import { crypto, register, signIn, type Stage } from './directory-stage.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ahoy-directory-cli-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** The command as it is typed, run by the Node that runs the tests. */
function run(...typed: readonly string[]) {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '../../src/directory-server/main.ts'),
    ...typed,
  ])
  let out = ''
  let err = ''
  const firstLine = Promise.withResolvers<string>()
  child.stdout.on('data', (data) => {
    out += String(data)
    if (out.includes('\n')) firstLine.resolve(out.split('\n')[0] ?? '')
  })
  child.stderr.on('data', (data) => {
    err += String(data)
  })
  const done = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  )
  return { child, firstLine: firstLine.promise, done }
}

type ServedFacts = {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly publicKey: string
}

/** What a directory that serves says of itself in its first line, as the other tests of directories have it. */
function readStage(firstLine: string): Stage {
  const facts = JSON.parse(firstLine) as ServedFacts
  const host = DirectoryHost.parse(facts.host)
  const publicKey = PublicKey.parse(facts.publicKey)
  return {
    directory: { url: facts.url, host, port: facts.port, publicKey, close: async () => {} },
    scope: { host, keyId: directoryKeyIdOf(crypto, publicKey) },
    clock: systemClock,
  }
}

describe('the command', { timeout: 60_000 }, () => {
  it('IT3 serves with one command, says where, and stops cleanly', async () => {
    const { child, firstLine, done } = run('serve', '--data', dataDir, '--port', '0', '--open', '--json')
    const facts = JSON.parse(await firstLine) as ServedFacts
    expect(facts.url).toBe(`ws://127.0.0.1:${facts.port}/device`)
    const health = await fetch(`http://127.0.0.1:${facts.port}/healthz`)
    expect(health.status).toBe(200)
    expect(statSync(join(dataDir, 'directory.sqlite')).mode & 0o777).toBe(0o600)
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 0 })
  })

  it('ID1 a code from the command line registers one account, while the directory runs', async () => {
    const { child, firstLine, done } = run('serve', '--data', dataDir, '--port', '0', '--json')
    const stage = readStage(await firstLine)
    await expect(register(stage, 'ann')).rejects.toThrow('invitation-needed')
    await expect(register(stage, 'ann', { invitationCode: 'WRONG-CODE' })).rejects.toThrow(
      'invitation-refused',
    )
    const invited = await run('invite', '--data', dataDir).done
    expect(invited).toMatchObject({ code: 0 })
    const code = invited.out.trim()
    expect(code).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){3}$/)
    await register(stage, 'ann', { invitationCode: ` ${code.toLowerCase()} ` })
    await expect(register(stage, 'bob', { invitationCode: code })).rejects.toThrow('invitation-refused')
    child.kill('SIGINT')
    expect(await done).toMatchObject({ code: 0 })
  })

  it('IT3 says in words what is wrong', async () => {
    const first = run('serve', '--data', dataDir, '--port', '0', '--json')
    const { port } = JSON.parse(await first.firstLine) as { port: number }
    const taken = await run('serve', '--data', `${dataDir}-2`, '--port', String(port)).done
    rmSync(`${dataDir}-2`, { recursive: true })
    expect(taken).toMatchObject({ code: 1, out: '' })
    expect(taken.err).toContain(`Port ${port} is in use`)
    first.child.kill('SIGTERM')
    await first.done
    const noFolder = await run('serve', '--data', '/dev/null/nothing', '--port', '0').done
    expect(noFolder).toMatchObject({ code: 1 })
    expect(noFolder.err).toContain('cannot be opened')
  })

  it('ID6 --reach prints links by which others join, and says in words why it cannot', async () => {
    const open = run('serve', '--data', dataDir, '--port', '0', '--reach-port', '0', '--no-echo', '--json')
    const { joinLinks } = JSON.parse(await open.firstLine) as { joinLinks?: string[] }
    open.child.kill('SIGTERM')
    await open.done
    // A computer on no network has none.
    for (const link of joinLinks ?? []) expect(parseJoinLink(link)).toMatchObject({ ok: true })
    writeFileSync(join(dataDir, TLS_FILE), 'no key')
    const damaged = await run('serve', '--data', dataDir, '--port', '0', '--reach-port', '0').done
    expect(damaged).toMatchObject({ code: 1, out: '' })
    expect(damaged.err).toContain(`${TLS_FILE}, cannot be used`)
  })

  it('ID5 CAN8 IT3 a running directory follows badges, plans and settings within a second or two', async () => {
    const { child, firstLine, done } = run(
      'serve',
      '--data',
      dataDir,
      '--port',
      '0',
      '--open',
      '--no-echo',
      '--json',
    )
    const stage = readStage(await firstLine)
    const ann = await signIn(stage, await register(stage, 'ann'))
    const bob = await register(stage, 'bob')
    await ann.rpc.call('presence.watch', { handles: [bob.handle] })
    const type = async (...typed: readonly string[]) => {
      const { code, out, err } = await run(...typed, '--data', dataDir).done
      return { code, said: out.trim(), err }
    }
    expect(await type('rollout', '--json')).toMatchObject({ said: '{"placing":"everyone","percent":100}' })
    expect((await type('rollout', '--placing', 'verified')).said).toContain('Who may place calls: verified.')
    await ann.heard.until('me.changed', ({ placingRefusal }) => placingRefusal === 'placing-verified')
    await ann.heard.until('presence.changed', ({ people }) =>
      people.some(({ reachability }) => reachability.rule === 'placing-verified'),
    )
    expect((await type('verify', '@ann')).said).toBe('@ann has the badge organisation-checked now.')
    const changedAtMs = performance.now()
    await ann.heard.until(
      'me.changed',
      ({ badge, placingRefusal }) => badge === 'organisation-checked' && placingRefusal === null,
    )
    expect(performance.now() - changedAtMs).toBeLessThan(2_000)
    const looked = await ann.rpc.call('person.lookUp', { handle: ann.person.handle })
    expect(looked.ok && looked.value.profile.text).toContain('"badge":"organisation-checked"')
    expect((await type('plan', '@ann', 'subscriber', '--json')).said).toBe(
      '{"handle":"ann","plan":"subscriber"}',
    )
    await ann.heard.until('me.changed', ({ plan }) => plan === 'subscriber')
    expect((await type('verify', '@ann', '--remove')).said).toBe('@ann has no badge now.')
    await ann.heard.until('me.changed', ({ badge, plan }) => badge === null && plan === 'subscriber')
    expect(await type('verify', '@nobody')).toMatchObject({
      code: 1,
      err: 'Nobody has the handle @nobody here.\n',
    })
    expect((await type('rollout', '--percent', '0')).said).toContain('0 % of the accounts')
    await ann.heard.until('me.changed', ({ placingRefusal }) => placingRefusal === 'not-rolled-out')
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 0 })
  })

  it('IT3 --help and --version answer', async () => {
    const [help, version] = await Promise.all([run('--help').done, run('--version').done])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('directory serve')
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
