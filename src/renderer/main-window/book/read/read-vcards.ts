import ICAL from 'ical.js'
import { z } from 'zod'
import type { DirectoryHost } from '../../../../contract/ids.ts'
import type { CardProperty } from '../../../../domain/address-book/card-property.ts'
import { readCard, readName } from '../../../../domain/address-book/read-card.ts'
import { type CardText, splitCards } from '../../../../domain/address-book/split-cards.ts'
import type { ReadStep } from './book-reading.ts'

/** What the library makes of one line: name, parameters, type, and one value or several. */
const JCardLine = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()]).rest(z.unknown())
const WANTED =
  /^(?:([\w-]+)\.)?(?:FN|N|NICKNAME|ORG|TEL|EMAIL|NOTE|IMPP|URL|X-AHOY(?:-[A-Z]+)?|X-ABLABEL|KIND|X-ADDRESSBOOKSERVER-KIND)[;:]/i

const text = {
  fromICAL: (raw: string) =>
    raw.replace(/\\([\\,;:nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character)),
}
/**
 * The library's own designs leave `\;` as it is, cut notes of version 3 at commas, and unescape neither numbers nor
 * names that it does not know. What is read here are words in both versions.
 */
const DESIGN = {
  ...ICAL.design.vcard,
  value: { text, uri: text, 'phone-number': text, unknown: text },
  property: {
    n: { defaultType: 'text', structuredValue: ';', multiValue: ',' },
    org: { defaultType: 'text', structuredValue: ';' },
  },
}

/** The cards of a vCard file of version 3 or 4, in its order. */
export function* readVcards(text: string, host: DirectoryHost): Generator<ReadStep> {
  const { cards, strays } = splitCards(text)
  for (const line of strays) yield { kind: 'skipped', line, name: null, reason: 'not-a-card' }
  for (const card of cards) yield readOne(card, host)
}

function readOne(card: CardText, host: DirectoryHost): ReadStep {
  const { line, isTooLong, isWhole } = card
  const version = card.lines.map((text) => /^VERSION\s*:\s*([\d.]+)/i.exec(text)?.[1]).find(Boolean) ?? '3.0'
  const properties = readLines(card.lines)
  const name = readName(properties)
  if (isTooLong) return { kind: 'skipped', line, name, reason: 'too-long' }
  if (!isWhole) return { kind: 'skipped', line, name, reason: 'cut-off' }
  if (Number.parseFloat(version) < 3) return { kind: 'skipped', line, name, reason: 'old-version' }
  const read = readCard(properties, host)
  if (!read.ok) return { kind: 'skipped', line, name: read.error.name, reason: read.error.kind }
  return { kind: 'read', line, card: { ...read.value, hasPicture: card.hasPicture } }
}

function readLines(lines: readonly string[]): readonly CardProperty[] {
  const read = lines.filter((line) => WANTED.test(line)).map((line) => readLine(line))
  const labels = new Map(
    read.flatMap((line) =>
      line?.name === 'x-ablabel' && line.group !== null ? [[line.group, line] as const] : [],
    ),
  )
  return read.flatMap((line) => {
    if (!line || line.name === 'x-ablabel') return []
    const label = line.group === null ? undefined : labels.get(line.group)?.value[0]
    // Apple's own labels stand in brackets: `_$!<Work>!$_`.
    const words = label === undefined ? null : (/^_\$!<(.*)>!\$_$/.exec(label)?.[1]?.toLowerCase() ?? label)
    return [words === null ? line : { ...line, labels: [words, ...line.labels] }]
  })
}

type ReadLine = CardProperty & { readonly group: string | null }
/** One line on its own: what is wrong with it costs no other. Without its parameters it is tried once more. */
function readLine(line: string): ReadLine | null {
  return parseLine(line) ?? parseLine(line.replace(/^([^:;]+);[^:]*:/, '$1:'))
}

function parseLine(line: string): ReadLine | null {
  try {
    const parsed = JCardLine.safeParse(ICAL.parse.property(line, DESIGN))
    if (!parsed.success) return null
    const [name, params, , ...values] = parsed.data
    if (String(params['encoding']).toUpperCase() === 'QUOTED-PRINTABLE')
      return { name, value: ['\ufffd'], labels: [], service: null, group: null }
    return {
      name,
      value: values.flatMap(toTexts),
      labels: toTexts(params['type']).map((label) => label.toLowerCase()),
      service: toTexts(params['x-service-type'])[0]?.toLowerCase() ?? null,
      group: toTexts(params['group'])[0] ?? null,
    }
  } catch {
    return null
  }
}

const toText = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(toText).join(' ') : ''

/** The parts of a structured value; a part with several values is one text. */
const toTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(toText) : value === undefined ? [] : [toText(value)]
