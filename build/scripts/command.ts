import { type ChildProcess, spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { projectRoot } from './paths.ts'

export type Ended = { readonly code: number; readonly output: string }

export type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>
  /** `pass` lets the person see everything; `keep` returns it in `output`. */
  readonly output: 'pass' | 'keep'
  /** Called with each piece of output as it comes; only under `keep`. */
  readonly onOutput?: (piece: string) => void
  readonly signal?: AbortSignal
}

/** This Node and the tools in node_modules come first on PATH, also when npm did not start us. */
function commandEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = join(projectRoot, 'node_modules', '.bin')
  return { ...process.env, ...extra, PATH: `${own}${delimiter}${process.env['PATH'] ?? ''}` }
}

/**
 * Runs a program in the project's root and waits for its end. Never throws: a program that cannot be
 * started ends with code 127 and the reason as its output; one that is killed by a signal ends with 1.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: commandEnv(options.env),
      stdio: options.output === 'pass' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // The tools in node_modules/.bin are .cmd files on Windows, which only its shell can start.
      shell: process.platform === 'win32' && program !== process.execPath,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    let output = ''
    const take = (piece: Buffer): void => {
      output += piece.toString()
      options.onOutput?.(piece.toString())
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    const release = options.output === 'pass' ? shareSignals(child) : () => undefined
    child.on('error', (error) => {
      release()
      done({ code: 127, output: `${output}${error.message}` })
    })
    child.on('close', (code) => {
      release()
      done({ code: code ?? 1, output })
    })
  })
}

/** Ctrl-C reaches the child by itself, so we only wait for it; a request to end us is handed on. */
function shareSignals(child: ChildProcess): () => void {
  const wait = (): void => undefined
  const handOn = (): void => void child.kill('SIGTERM')
  process.on('SIGINT', wait)
  process.on('SIGTERM', handOn)
  return () => {
    process.off('SIGINT', wait)
    process.off('SIGTERM', handOn)
  }
}

/** Runs one of our own TypeScript files, or any script, on the very Node that runs this. */
export function runScript(path: string, args: readonly string[], options: CommandOptions): Promise<Ended> {
  return runCommand(process.execPath, [path, ...args], options)
}

export function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}

/** The last words of an error or of a program's output, for a sentence. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? ''
}
