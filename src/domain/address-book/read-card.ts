import { type ContactDetail, type ContactDraft, Loudness, RingTone } from '../../contract/bridge/book.ts'
import type { DirectoryHost } from '../../contract/ids.ts'
import { LIMITS } from '../../contract/limits.ts'
import { fail, ok, type Result } from '../../contract/result.ts'
import { cleanName } from '../display-name.ts'
import type { CardProperty, SkipReason } from './card-property.ts'
import { cleanLine, cleanLines } from './clean-text.ts'
import { keyOfDetail } from './detail-key.ts'
import { findHandle, type FoundHandle } from './find-handle.ts'

export type ReadCard = FoundHandle & {
  readonly draft: ContactDraft
  readonly hasPicture: boolean
  /** Its name, its note or its list of details was longer than the address book keeps. */
  readonly isShortened: boolean
}

const DETAIL_MAX_CHARS = 200
const LABEL_MAX_CHARS = 40
const PICTURES: ReadonlySet<string> = new Set(['photo', 'logo'])
/** Labels that say how something works, and not what it is for. */
const IDLE_LABELS: ReadonlySet<string> = new Set([
  'pref',
  'voice',
  'internet',
  'text',
  'msg',
  'other',
  'x400',
])

/** A card's properties as a person of my address book. */
export function readCard(
  properties: readonly CardProperty[],
  host: DirectoryHost,
): Result<ReadCard, { readonly kind: SkipReason; readonly name: string | null }> {
  if (properties.some(isGroup)) return fail({ kind: 'group', name: readName(properties) })
  const found = findHandle(properties, host)
  const name = readName(properties) ?? (found.handle && `@${found.handle}`) ?? found.elsewhere
  if (name === null) return fail({ kind: 'no-name', name: null })
  if (name.includes('\ufffd')) return fail({ kind: 'broken-encoding', name })
  const details = readDetails(properties)
  const note = valuesOf(properties, 'note').join('\n')
  const keptName = cleanName(name, LIMITS.contactNameMaxChars)
  const keptNote = cleanLines(note, LIMITS.contactNoteMaxChars)
  return ok({
    ...found,
    draft: {
      name: keptName,
      handle: found.handle,
      note: keptNote,
      isFavourite: valuesOf(properties, 'x-ahoy-favourite')[0] === '1',
      tone: RingTone.catch('usual').parse(valuesOf(properties, 'x-ahoy-tone')[0]),
      loudness: Loudness.catch('usual').parse(valuesOf(properties, 'x-ahoy-loudness')[0]),
      details: details.slice(0, LIMITS.contactDetails),
    },
    hasPicture: properties.some(({ name: kind }) => PICTURES.has(kind)),
    isShortened:
      keptName.length < name.length ||
      keptNote.length < cleanLines(note, note.length).length ||
      details.length > LIMITS.contactDetails,
  })
}

const isGroup = ({ name, value }: CardProperty): boolean =>
  (name === 'kind' || name === 'x-addressbookserver-kind') && value[0]?.toLowerCase() === 'group'

const valuesOf = (properties: readonly CardProperty[], wanted: string): readonly string[] =>
  properties.filter(({ name }) => name === wanted).map(({ value }) => value.join(' ').trim())

/** What the person is called, clean and uncut: by the name in full, its parts, their organisation, or a mail address. */
export function readName(properties: readonly CardProperty[]): string | null {
  const parts = properties.find(({ name }) => name === 'n')?.value ?? []
  const [family = '', given = '', more = '', before = '', after = ''] = parts
  const candidates = [
    ...valuesOf(properties, 'fn'),
    [before, given, more, family, after].join(' '),
    ...valuesOf(properties, 'nickname'),
    ...valuesOf(properties, 'org'),
    ...valuesOf(properties, 'email').map(withoutScheme),
  ]
  for (const candidate of candidates) {
    const clean = cleanName(candidate, candidate.length * 4)
    if (clean !== '') return clean
  }
  return null
}

const KINDS: Readonly<Record<string, ContactDetail['kind']>> = {
  tel: 'phone',
  email: 'email',
  org: 'organisation',
}

function readDetails(properties: readonly CardProperty[]): readonly ContactDetail[] {
  const details = new Map<string, ContactDetail>()
  for (const { name, value, labels } of properties) {
    const kind = KINDS[name]
    if (!kind) continue
    const words = kind === 'organisation' ? value.filter((part) => part.trim() !== '').join(', ') : value[0]
    const detail = { kind, value: cleanLine(withoutScheme(words ?? ''), DETAIL_MAX_CHARS), label: '' }
    if (detail.value === '') continue
    const key = keyOfDetail(detail)
    if (!details.has(key)) details.set(key, { ...detail, label: decideLabel(labels) })
  }
  return [...details.values()]
}

const withoutScheme = (text: string): string => text.trim().replace(/^(?:tel|mailto):/i, '')

function decideLabel(labels: readonly string[]): string {
  const label = labels.find((word) => !IDLE_LABELS.has(word.toLowerCase())) ?? ''
  return cleanLine(label, LABEL_MAX_CHARS)
}
