import type { CardProperty } from './card-property.ts'
import { foldText } from './clean-text.ts'

/** What the columns of a table mean, in their order. Null: nothing that is kept. */
export type Columns = readonly (Column | null)[]

type Column = {
  readonly property:
    | 'fn'
    | 'nickname'
    | 'org'
    | 'email'
    | 'tel'
    | 'note'
    | 'url'
    | 'x-ahoy'
    | 'impp'
    | NamePart
  readonly label: string
  /** The column that says what this one is for, or which service it is of. */
  readonly labelColumn: number | null
}
type NamePart = 'family' | 'given' | 'middle' | 'prefix' | 'suffix'

/** Where each part stands in a vCard's N. */
const NAME_PARTS: readonly NamePart[] = ['family', 'given', 'middle', 'prefix', 'suffix']

/** Headers as Google, Outlook and people write them, in English and French; folded, so `E-mail 1 - Value` is `e mail 1 value`. */
const HEADERS: readonly (readonly [Column['property'], RegExp])[] = [
  ['x-ahoy', /^(?:ahoy|(?:ahoy )?(?:handle|address)|adresse ahoy|identifiant(?: ahoy)?|pseudo)$/],
  ['fn', /^(?:name|full name|display name|contact(?: name)?|nom complet|nom affiche)$/],
  ['given', /^(?:first name|given name|forename|prenom)$/],
  ['middle', /^(?:middle name|additional name|deuxieme prenom)$/],
  ['family', /^(?:last name|family name|surname|nom(?: de famille)?)$/],
  ['prefix', /^(?:name|honorific) prefix$/],
  ['suffix', /^(?:(?:name|honorific) )?suffix$/],
  ['nickname', /^(?:nickname|surnom)$/],
  ['org', /^(?:company(?: name)?|organi[sz]ation(?: \d+)?(?: name)?|societe|entreprise)$/],
  ['email', /^(?:e ?)?mail(?: \d+)?(?: address)?(?: \d+)?(?: value)?$/],
  ['email', /^(?:courriel|adresse (?:de messagerie|electronique|(?:e ?)?mail))(?: \d+)?$/],
  [
    'tel',
    /^(?:(?:home|business|work|mobile|cell|other|primary|car|company main) )?(?:phone|telephone|tel)(?: number)?(?: \d+)?(?: value)?$/,
  ],
  ['tel', /^(?:mobile|cell|portable|gsm)(?: \d+)?$/],
  ['tel', /^(?:telephone|tel) (?:\d+ )?(?:bureau|domicile|mobile|portable|autre|pro|perso)(?: \d+)?$/],
  ['note', /^(?:notes?|remarques?|comments?|commentaires?)$/],
  ['url', /^(?:url|website(?: \d+)?(?: value)?|web ?page|page web|site(?: web)?)$/],
  ['impp', /^im \d+ value$/],
]

const LABELS: readonly (readonly [string, RegExp])[] = [
  ['work', /\b(?:business|work|company|bureau|pro)\b/],
  ['cell', /\b(?:mobile|cell|portable|gsm)\b/],
  ['home', /\b(?:home|domicile|perso)\b/],
]

/** Null where no column tells who a row is about: then it is no address book. */
export function decideColumns(headers: readonly string[]): Columns | null {
  const folded = headers.map(foldText)
  const columns = folded.map((header): Column | null => {
    const property = HEADERS.find(([, pattern]) => pattern.test(header))?.[0]
    if (!property) return null
    const stem = header.replace(/ value$/, '')
    const labelColumn = folded.findIndex(
      (other) =>
        /^(?:label|type|service)$/.test(other.slice(stem.length + 1)) && other.startsWith(`${stem} `),
    )
    return {
      property,
      label: LABELS.find(([, pattern]) => pattern.test(header))?.[0] ?? '',
      labelColumn: labelColumn < 0 ? null : labelColumn,
    }
  })
  const names = new Set(columns.map((column) => column?.property))
  const tells = ['fn', 'given', 'family', 'nickname', 'org', 'email', 'x-ahoy'] as const
  return tells.some((property) => names.has(property)) ? columns : null
}

/** One row as the properties of a card. */
export function readRow(columns: Columns, cells: readonly string[]): readonly CardProperty[] {
  const parts = NAME_PARTS.map(
    (part) => cells[columns.findIndex((column) => column?.property === part)] ?? '',
  )
  const name: CardProperty = { name: 'n', value: parts, labels: [], service: null }
  const others = columns.flatMap((column, index) => {
    const cell = cells[index]?.trim() ?? ''
    if (!column || cell === '' || isNamePart(column.property)) return []
    const said = column.labelColumn === null ? '' : (cells[column.labelColumn] ?? '')
    const label =
      said
        .replace(/^\*\s*/, '')
        .trim()
        .toLowerCase() || column.label
    // Several values of one kind stand in one cell.
    return cell.split(' ::: ').map((value) => ({
      name: column.property,
      value: [value],
      labels: label === '' ? [] : [label],
      service: column.property === 'impp' ? label : null,
    }))
  })
  return [name, ...others]
}

const isNamePart = (property: Column['property']): boolean => NAME_PARTS.some((part) => part === property)
