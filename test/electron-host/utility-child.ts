// The child's side of utilityProcess: gives the module `process.parentPort` and ends with its parent.
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

class ParentPort extends EventEmitter {
  readonly #early: unknown[] = []

  /** Messages wait until somebody listens. */
  receive(data: unknown): void {
    if (this.listenerCount('message') === 0) this.#early.push(data)
    else this.emit('message', { data, ports: [] })
  }

  flush(): void {
    for (const data of this.#early.splice(0)) this.emit('message', { data, ports: [] })
  }

  postMessage(data: unknown): void {
    send?.({ data })
  }
}

const send = process.send?.bind(process)
const port = new ParentPort()
port.on('newListener', (event) => {
  if (event === 'message') queueMicrotask(() => port.flush())
})
process.on('message', (message) => port.receive((message as { data: unknown }).data))
process.on('disconnect', () => process.exit(0))
// A person's Ctrl+C reaches the whole group; the app ends its children itself.
process.on('SIGINT', () => {})

const modulePath = resolve(process.argv[2] ?? '')
process.argv.splice(1, 2, modulePath)
Object.defineProperties(process, {
  parentPort: { value: port },
  type: { value: 'utility' },
  send: { value: undefined },
})
await import(pathToFileURL(modulePath).href)
