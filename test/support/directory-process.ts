import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { projectRoot } from '../../build/scripts/paths.ts'

/** A directory in a process of its own, as an administrator runs it: it can be killed, and started on the same data. */
export type DirectoryProcess = {
  readonly url: () => string
  /** As a crash or a power cut: no goodbye, nothing flushed. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
}

export async function startDirectoryProcess(dataDir: string): Promise<DirectoryProcess> {
  let child: ChildProcess | null = null
  let url = ''
  let port = 0

  const kill = async () => {
    const old = child
    child = null
    if (!old || old.exitCode !== null) return
    const gone = new Promise((resolve) => old.once('exit', resolve))
    old.kill('SIGKILL')
    await gone
  }
  const start = async () => {
    const args = ['serve', '--data', dataDir, '--port', String(port), '--open', '--no-echo', '--json']
    const next = spawn(
      process.execPath,
      ['--no-warnings', join(projectRoot, 'src/directory-server/main.ts'), ...args],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    child = next
    const first = await new Promise<string>((resolve, reject) => {
      createInterface({ input: next.stdout }).once('line', resolve)
      next.once('exit', (code) => reject(new Error(`the directory ended with ${code}`)))
    })
    const facts: unknown = JSON.parse(first)
    if (typeof facts !== 'object' || facts === null || !('url' in facts) || !('port' in facts))
      throw new Error('the directory did not say where it is')
    url = String(facts.url)
    port = Number(facts.port)
  }
  await start()
  return { url: () => url, kill, start }
}
