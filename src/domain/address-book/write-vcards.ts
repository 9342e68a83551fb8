import type { Contact, ContactDetail, ContactDraft } from '../../contract/bridge/book.ts'
import type { DirectoryHost } from '../../contract/ids.ts'
import { formatAddress } from '../handle.ts'

/** A line of a vCard is folded after so many bytes of UTF-8. */
const LINE_BYTES = 75
const NAMES = { phone: 'TEL', email: 'EMAIL', organisation: 'ORG' } as const

/** The address book as a vCard 4 file (RFC 6350), which other programs read and Ahoy reads back unchanged. */
export const writeVcards = (contacts: readonly Contact[], host: DirectoryHost): string =>
  contacts.map((contact) => writeVcard(contact, host)).join('')

function writeVcard(contact: ContactDraft, host: DirectoryHost): string {
  const { name, handle, note, isFavourite, tone, loudness, details } = contact
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `FN:${escape(name)}`,
    // The parts of the name are not known; some programs refuse a card without the line.
    `N:${escape(name)};;;;`,
    ...(handle === null ? [] : [`IMPP:ahoy:${formatAddress(handle, host)}`]),
    ...details.flatMap(writeDetail),
    ...(note === '' ? [] : [`NOTE:${escape(note)}`]),
    ...(isFavourite ? ['X-AHOY-FAVOURITE:1'] : []),
    ...(tone === 'usual' ? [] : [`X-AHOY-TONE:${tone}`]),
    ...(loudness === 'usual' ? [] : [`X-AHOY-LOUDNESS:${loudness}`]),
    'END:VCARD',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

/** A label that is a plain word stands as a type; any other has a line of its own in the same group, as Apple writes it. */
function writeDetail({ kind, value, label }: ContactDetail, index: number): readonly string[] {
  const line = (type: string) =>
    `${NAMES[kind]}${kind === 'phone' ? ';VALUE=text' : ''}${type}:${escape(value)}`
  if (label === '') return [line('')]
  if (/^[a-z][a-z0-9-]*$/.test(label)) return [line(`;TYPE=${label}`)]
  const group = `item${index + 1}`
  return [`${group}.${line('')}`, `${group}.X-ABLABEL:${escape(label)}`]
}

const escape = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n')

function fold(line: string): string {
  let folded = ''
  let bytes = 0
  for (const character of line) {
    const size = sizeOf(character)
    if (bytes + size > LINE_BYTES) {
      folded += '\r\n '
      bytes = 1
    }
    folded += character
    bytes += size
  }
  return folded
}

/** Bytes of UTF-8. */
function sizeOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
