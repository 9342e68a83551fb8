import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { utilityProcess } from 'electron'
import { z } from 'zod'
import type { DirectoryProcess } from './directory-launch.ts'
import { replaceFile } from './durable-file.ts'
import type { PortMemory } from './local-directory.ts'

/** Forks the built second entry, which works from the packaged archive too. */
export function forkDirectory(entryPath: string): DirectoryProcess {
  const child = utilityProcess.fork(entryPath, [], { serviceName: 'Ahoy directory', stdio: 'ignore' })
  const exits = new Set<() => void>()
  let isGone = false
  child.on('exit', () => {
    isGone = true
    for (const listener of [...exits]) listener()
  })
  return {
    post: (message) => {
      if (!isGone) child.postMessage(message)
    },
    onMessage: (listener) => void child.on('message', (message: unknown) => listener(message)),
    onExit: (listener) => {
      if (isGone) listener()
      else exits.add(listener)
    },
    kill: () => void child.kill(),
  }
}

const PortFile = z.object({ port: z.number().int().min(1).max(65_535) })

/** Keeps a port beside the directory's data. */
export function portFile(folder: string, name: 'port.json' | 'reach-port.json'): PortMemory {
  const path = join(folder, name)
  return {
    read: () => {
      try {
        return PortFile.parse(JSON.parse(readFileSync(path, 'utf8'))).port
      } catch {
        return null
      }
    },
    write: (port) => {
      try {
        if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
        replaceFile(path, JSON.stringify({ port }))
        return true
      } catch {
        return false
      }
    },
  }
}
