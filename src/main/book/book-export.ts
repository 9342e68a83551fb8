import type { Engine } from '../../client/engine.ts'
import type { Log } from '../../client/ports.ts'
import type { BridgeContract } from '../../contract/bridge/contract.ts'
import { fail, ok } from '../../contract/result.ts'
import type { Handlers } from '../../contract/rpc/server.ts'
import { writeVcards } from '../../domain/address-book/write-vcards.ts'
import { replaceFile } from '../adapters/durable-file.ts'

export type BookExportDeps = {
  readonly engine: Pick<Engine, 'get' | 'account'>
  /** The system's own dialog; null when the person closes it without an answer. */
  readonly chooseTarget: () => Promise<string | null>
  readonly log: Log
}

type Answer = ReturnType<Handlers<BridgeContract, unknown>['book.export']>
export type BookExportHandlers = { readonly 'book.export': () => Promise<Awaited<Answer>> }

/** Writes the address book to a file that its owner chooses; one dialog at a time. */
export function createBookExport({ engine, chooseTarget, log }: BookExportDeps): BookExportHandlers {
  let isBusy = false
  const save = async (): Promise<Awaited<Answer>> => {
    const account = engine.account()
    if (!account) return fail({ kind: 'no-account' })
    const path = await chooseTarget()
    if (path === null) return ok({ outcome: 'cancelled' })
    // As it is now: the dialog may have stood open for long.
    const { contacts } = engine.get('book')
    try {
      replaceFile(path, writeVcards(contacts, account.directory.host))
      return ok({ outcome: 'saved', count: contacts.length })
    } catch {
      log.warn('the address book could not be written')
      return fail({ kind: 'cannot-write' })
    }
  }
  return {
    'book.export': async () => {
      if (isBusy) return fail({ kind: 'busy' })
      isBusy = true
      try {
        return await save()
      } finally {
        isBusy = false
      }
    },
  }
}
