import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type ServerProcess<Facts> = {
  readonly pid: number
  readonly facts: Facts
  readonly stop: () => Promise<void>
}

/**
 * Starts one of this folder's scripts in a process of its own, on one core where it is named, and waits for the one
 * line of JSON that it says when it is ready.
 */
export async function startServerProcess<Facts>(
  script: string,
  argument: unknown,
  options: { readonly core?: number; readonly nodeFlags?: readonly string[] } = {},
): Promise<ServerProcess<Facts>> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const node = [
    process.execPath,
    '--no-warnings',
    ...(options.nodeFlags ?? []),
    file,
    JSON.stringify(argument),
  ]
  const [program = '', ...args] =
    options.core === undefined ? node : ['taskset', '-c', String(options.core), ...node]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await firstLine(child, script)
  return {
    pid: child.pid ?? -1,
    facts: JSON.parse(line) as Facts,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function firstLine(child: ChildProcess, script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout } = child
    if (!stdout) return reject(new Error(`${script} has no output`))
    createInterface({ input: stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)))
    return undefined
  })
}

const CLOCK_TICKS_PER_S = 100

/** What the kernel counts of a process: processor time since its start, and memory that is its own now. Linux only. */
export function readProcess(pid: number): { readonly cpuMs: number; readonly residentBytes: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
  return { cpuMs: (ticks * 1_000) / CLOCK_TICKS_PER_S, residentBytes: residentKb * 1_024 }
}
