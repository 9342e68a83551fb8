import { DirectoryHost, PublicKey } from '../../src/contract/ids.ts'
import type { RunningDirectory } from '../../src/directory/directory.ts'
import { systemClock } from '../../src/node/clock.ts'
import { directoryKeyIdOf } from '../../src/domain/signed.ts'
import { crypto, type Stage } from '../integration/directory-stage.ts'
import type { DirectoryFacts } from './serve-directory.ts'

/** The accounts of the directory's own tests, on a directory in another process: it is only talked to. */
export function stageOf(facts: DirectoryFacts): Stage {
  const host = DirectoryHost.parse(facts.host)
  const publicKey = PublicKey.parse(facts.publicKey)
  const { port } = facts
  const directory = { url: `ws://127.0.0.1:${port}/device`, port, host, publicKey } as RunningDirectory
  return { directory, scope: { host, keyId: directoryKeyIdOf(crypto, publicKey) }, clock: systemClock }
}
