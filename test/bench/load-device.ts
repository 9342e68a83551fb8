import { WebSocket } from 'ws'
import type { CallId } from '../../src/contract/ids.ts'
import { PROTOCOL } from '../../src/contract/protocol.ts'
import type { SignedStatement } from '../../src/contract/statement.ts'
import {
  makeInvitation,
  makeList,
  makeSignIn,
  makeSigner,
  type Person,
  type Stage,
} from '../integration/directory-stage.ts'
import { signPolicy } from '../support/sign-policy.ts'
import { deviceIdOf } from '../../src/domain/signed.ts'
import { DisplayName, type Handle, type Nonce } from '../../src/contract/ids.ts'
import { crypto, handle, newCallId } from '../integration/directory-stage.ts'

/** A device that reads of each frame just what it waits for, so that the client's core is not the one that is measured. */
export type LoadDevice = {
  readonly person: Person
  /** Answers with the text of the answer's frame, of which `isDone` and `ask` read what they need. */
  readonly call: (procedure: string, input: unknown) => Promise<string>
  /** Called for each list of calls that it is told. */
  onCalls: (text: string) => void
  readonly close: () => void
}

const ANSWER = /^\{"type":"answer","id":(\d+),/
const DONE = /^\{"type":"answer","id":\d+,"result":\{"ok":true[,}]/

/** Without reading the rest of it. */
export const isDone = (answer: string): boolean => DONE.test(answer)

type Answer = {
  readonly ok: boolean
  readonly value?: Record<string, unknown>
  readonly error?: { readonly kind: string }
}

export async function openDevice(stage: Stage, person: Person): Promise<LoadDevice> {
  const socket = new WebSocket(stage.directory.url, { perMessageDeflate: false })
  const waiting = new Map<number, (text: string) => void>()
  let lastId = 0
  const device: LoadDevice = {
    person,
    onCalls: () => {},
    call: (procedure, input) =>
      new Promise((resolve) => {
        lastId += 1
        waiting.set(lastId, resolve)
        socket.send(JSON.stringify({ type: 'call', id: lastId, procedure, input }))
      }),
    close: () => socket.terminate(),
  }
  socket.on('message', (data) => {
    const text = Buffer.isBuffer(data) ? data.toString() : ''
    const [, id] = ANSWER.exec(text) ?? []
    if (id !== undefined) {
      waiting.get(Number(id))?.(text)
      waiting.delete(Number(id))
    } else if (text.startsWith('{"type":"event","event":"calls.changed"')) device.onCalls(text)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => {})
  socket.send(JSON.stringify({ type: 'hello', versions: PROTOCOL }))
  return device
}

/** Asks, and throws for anything but a success. */
export async function ask(
  device: LoadDevice,
  procedure: string,
  input: unknown,
): Promise<Record<string, unknown>> {
  const { result: answer } = JSON.parse(await device.call(procedure, input)) as { readonly result: Answer }
  if (!answer.ok || !answer.value) throw new Error(`${procedure}: ${answer.error?.kind ?? 'no value'}`)
  return answer.value
}

export function makePerson(stage: Stage, name: string): Person {
  const signer = makeSigner()
  const who: Handle = handle(name)
  return {
    handle: who,
    signer,
    device: deviceIdOf(crypto, signer.publicKey),
    list: makeList(stage, who, signer),
  }
}

export const registration = (stage: Stage, person: Person) => ({
  handle: person.handle,
  displayName: DisplayName.parse(`Name of ${person.handle}`),
  deviceList: person.list,
  policy: signPolicy(stage.scope, person),
  invitationCode: null,
})

export async function signIn(stage: Stage, device: LoadDevice): Promise<void> {
  const { challenge } = await ask(device, 'directory.identify', { deviceNonce: crypto.randomNonce() })
  const statement = makeSignIn(stage, device.person, challenge as Nonce)
  await ask(device, 'session.signIn', { statement })
}

export type Pair = { readonly caller: LoadDevice; readonly callee: LoadDevice }
export type ReadyInvitation = Pair & { readonly callId: CallId; readonly invitation: SignedStatement }

/** Signed before the time that is measured, as each device signs its own. */
export function makeReady(stage: Stage, { caller, callee }: Pair): ReadyInvitation {
  const callId = newCallId()
  return {
    caller,
    callee,
    callId,
    invitation: makeInvitation(stage, caller.person, callee.person, { callId }),
  }
}
