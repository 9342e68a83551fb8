import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type ServerProcess<Facts> = {
  readonly pid: number
  readonly facts: Facts
  /** Says one line of JSON to it, and waits for the line that it answers. */
  readonly ask: <Answer>(question: unknown) => Promise<Answer>
  /** Has its garbage collected, where it was started with `--expose-gc`. */
  readonly collectGarbage: () => void
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
  const nextLine = readLines(child, script)
  const facts = JSON.parse(await nextLine()) as Facts
  return {
    pid: child.pid ?? -1,
    facts,
    ask: async <Answer>(question: unknown) => {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      return JSON.parse(await nextLine()) as Answer
    },
    collectGarbage: () => void child.kill('SIGUSR2'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** One line after the other, each for one who waits for it; rejects when the process ends. */
function readLines(child: ChildProcess, script: string): () => Promise<string> {
  const lines: string[] = []
  const waiting: { readonly resolve: (line: string) => void; readonly reject: (error: Error) => void }[] = []
  let hasEnded = false
  const ended = () => new Error(`${script} has ended`)
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const next = waiting.shift()
      if (next) next.resolve(line)
      else lines.push(line)
    })
  child.once('exit', () => {
    hasEnded = true
    for (const { reject } of waiting.splice(0)) reject(ended())
  })
  return () => {
    const line = lines.shift()
    if (line !== undefined) return Promise.resolve(line)
    if (hasEnded) return Promise.reject(ended())
    return new Promise((resolve, reject) => void waiting.push({ resolve, reject }))
  }
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
