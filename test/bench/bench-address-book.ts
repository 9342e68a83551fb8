import '../../build/scripts/require-node.mjs'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { createAddressBook, StoredBook } from '../../src/client/book/address-book.ts'
import type { EngineTopics } from '../../src/client/engine.ts'
import { createRecordKeeper } from '../../src/client/record-keeper.ts'
import { bridgeContract } from '../../src/contract/bridge/contract.ts'
import { Handle } from '../../src/contract/ids.ts'
import { invariant, ok } from '../../src/contract/result.ts'
import { createCrypto } from '../../src/node/crypto.ts'
import { writeVcards } from '../../src/domain/address-book/write-vcards.ts'
import { createContactSearch } from '../../src/renderer/main-window/book/contact-search.ts'
import { createImportFlow, type ImportState } from '../../src/renderer/main-window/book/import-flow.ts'
import { readBook } from '../../src/renderer/main-window/book/read/read-book.ts'
import { atMost, quantile, round, tableOf, verdictTable } from './figures.ts'
import { HOST, madeUpFiles } from './made-up-book.ts'
import { machineFacts, writeReport } from './report-file.ts'

// npm run bench:address-book -- [--people 5000] [--rounds 3] [--json]
const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  process.stdout.write('npm run bench:address-book -- [--people 5000] [--rounds 3] [--json]\n')
  process.exit(0)
}
const people = Number(options.people)
const rounds = Number(options.rounds)
const QUERIES = ['z', 'zo', 'zoe', 'martin 42', 'person_4', '0612', 'harbour 7', 'nobody at all'] as const

type Row = {
  readonly file: string
  readonly sizeBytes: number
  readonly readMs: number
  readonly importMs: number
  readonly againMs: number
  readonly exportMs: number
  readonly searchMs: readonly number[]
  readonly indexMs: number
}

const machine = machineFacts()
const rows: Row[] = []
const files = Object.entries(madeUpFiles(people))
for (let count = 0; count < rounds; count += 1) {
  for (const [file, text] of files) rows.push(await measure(file, new TextEncoder().encode(text)))
}

/** A whole import, from the bytes of a file to people on the disk and a snapshot at the page; then once more. */
async function measure(file: string, bytes: Uint8Array): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'ahoy-bench-'))
  const device = await startDevice(join(folder, 'book.json'))
  const first = await importFile(device, bytes)
  invariant(first.added === people, `${file}: ${first.added} of ${people} came in`)
  const again = await importFile(device, bytes)
  invariant(again.added === 0, `${file}: ${again.added} came in twice`)
  const [, exportMs] = timed(() => writeVcards(device.book.contacts(), HOST))
  const [search, indexMs] = timed(() => createContactSearch(device.shown().contacts))
  const searchMs = QUERIES.map((typed) => timed(() => search(typed))[1])
  rmSync(folder, { recursive: true })
  return {
    file,
    sizeBytes: bytes.length,
    readMs: first.readMs,
    importMs: first.totalMs,
    againMs: again.totalMs,
    exportMs,
    searchMs,
    indexMs,
  }
}

type Device = Awaited<ReturnType<typeof startDevice>>

/** The engine's book on a disk, and what a page is told after each change: as text, and parsed like the page does. */
async function startDevice(path: string) {
  let shown: EngineTopics['book'] = { contacts: [] }
  const storage = {
    read: () => undefined,
    write: async (_: string, value: unknown) => {
      const handle = await open(`${path}.new`, 'w')
      await handle.writeFile(JSON.stringify(value))
      await handle.sync()
      await handle.close()
      await rename(`${path}.new`, path)
      return ok(null)
    },
  }
  const log = { info: () => {}, warn: () => {} }
  const book = createAddressBook({
    keeper: createRecordKeeper('book', StoredBook, [], { storage, log }),
    crypto: createCrypto(),
    me: () => Handle.parse('myself'),
    onChange: () => {
      const told = JSON.stringify({ contacts: book.contacts() })
      shown = bridgeContract.events['book.changed'].parse(JSON.parse(told))
    },
  })
  const stored = async () => StoredBook.parse(JSON.parse(await readFile(path, 'utf8')))
  return { book, shown: () => shown, stored }
}

async function importFile(device: Device, bytes: Uint8Array) {
  const { input } = bridgeContract.procedures['book.import']
  const flow = createImportFlow({
    read: (content) => readBook(content, { host: HOST, pause: () => setImmediate() }),
    book: () => device.shown().contacts,
    send: (cards) => device.book.intents['book.import'](input.parse(JSON.parse(JSON.stringify({ cards })))),
  })
  const startedAt = performance.now()
  await flow.take('book', () => Promise.resolve(bytes))
  const readMs = performance.now() - startedAt
  await flow.run()
  const totalMs = performance.now() - startedAt
  const end: ImportState = flow.get()
  invariant(end.kind === 'done' && end.end === 'whole', `the import ended as ${end.kind}`)
  invariant((await device.stored()).length === people, 'everybody is on the disk')
  return { readMs, totalMs, added: end.added }
}

function timed<T>(work: () => T): readonly [T, number] {
  const startedAt = performance.now()
  const result = work()
  return [result, performance.now() - startedAt]
}

const searches = rows.flatMap(({ searchMs }) => searchMs)
const verdicts = [
  atMost('whole import, slowest', Math.max(...rows.map(({ importMs }) => importMs)) / 1_000, 5, 's'),
  atMost('one search, slowest', Math.max(...searches), 50, 'ms'),
  atMost('first search, with its index', Math.max(...rows.map(({ indexMs }) => indexMs)), 50, 'ms'),
]
const path = writeReport('address-book', { machine, people, rows, verdicts })
if (options.json) process.stdout.write(`${JSON.stringify({ machine, people, rows, verdicts }, null, 2)}\n`)
else
  process.stdout.write(
    [
      `${people} people, ${rounds} rounds, load before ${machine.loadBefore.map((load) => round(load, 1)).join(' ')}`,
      '',
      tableOf([
        [
          'medians, ms',
          'MB',
          'read, merge',
          'whole import',
          'the same again',
          'write vCard 4',
          'search p50',
          'max',
        ],
        ...files.map(([file]) => {
          const mine = rows.filter((row) => row.file === file)
          const median = (of: (row: Row) => number) => quantile(mine.map(of), 0.5)
          const found = mine.flatMap(({ searchMs }) => searchMs)
          return [
            file,
            round(median((row) => row.sizeBytes) / 1_048_576, 1),
            round(median((row) => row.readMs)),
            round(median((row) => row.importMs)),
            round(median((row) => row.againMs)),
            round(median((row) => row.exportMs)),
            round(quantile(found, 0.5), 1),
            round(Math.max(...found), 1),
          ]
        }),
      ]),
      '',
      verdictTable(verdicts),
      '',
      `every row: ${path}`,
      '',
    ].join('\n'),
  )
