/** One line of a card, or one cell of a table, whatever the file's form: `value` has one part, or the parts of a name. */
export type CardProperty = {
  /** A vCard's name of it, in lower case and without its group. */
  readonly name: string
  readonly value: readonly string[]
  /** Such as `work`; what says nothing about the person is among them too. */
  readonly labels: readonly string[]
  /** Which service an address of a messenger is for, in lower case. */
  readonly service: string | null
}

/**
 * Why a card was left out: `old-version` is vCard 2.1 or older, `cut-off` has no end, `group` is a list of people,
 * `broken-row` is a table's row whose quotes don't match, `not-a-card` is text between cards.
 */
export type SkipReason =
  | 'no-name'
  | 'too-long'
  | 'not-a-card'
  | 'cut-off'
  | 'old-version'
  | 'group'
  | 'broken-row'
  | 'broken-encoding'
