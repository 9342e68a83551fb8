import fc from 'fast-check'
import {
  type ContactDetail,
  type ContactDraft,
  Loudness,
  RingTone,
} from '../../../../src/contract/bridge/book.ts'
import { Handle } from '../../../../src/contract/ids.ts'
import { LIMITS } from '../../../../src/contract/limits.ts'
import { cleanLine, cleanLines } from '../../../../src/domain/address-book/clean-text.ts'
import { keyOfDetail } from '../../../../src/domain/address-book/detail-key.ts'
import { cleanName } from '../../../../src/domain/display-name.ts'
import { anyText } from '../../../support/any-text.ts'

/** Text with what means something in a card or a table. */
const trickyText = (maxChars: number): fc.Arbitrary<string> =>
  fc.oneof(
    anyText(maxChars),
    fc
      .array(
        fc.constantFrom(
          '\\',
          ',',
          ';',
          ':',
          '\n',
          '"',
          ' ',
          'n',
          'N',
          'é',
          '👋',
          'ahoy:',
          '=',
          '^',
          '.',
          'BEGIN:VCARD',
        ),
        { maxLength: Math.ceil(maxChars / 12) },
      )
      .map((parts) => parts.join('')),
  )

const detail: fc.Arbitrary<ContactDetail> = fc
  .record({
    kind: fc.constantFrom('phone' as const, 'email' as const, 'organisation' as const),
    value: trickyText(200).map((text) => cleanLine(text, 200)),
    label: fc.oneof(
      fc.constantFrom('', 'work', 'home', 'My other one'),
      trickyText(40).map((text) => cleanLine(text, 40)),
    ),
  })
  .filter(({ value }) => value !== '' && !/^(?:tel|mailto):/i.test(value))

/** Any contact as the book keeps it after its words were cleaned. */
export const anyDraft: fc.Arbitrary<ContactDraft> = fc.record({
  name: trickyText(100)
    .map((text) => cleanName(text, LIMITS.contactNameMaxChars))
    .filter((name) => name !== '' && !name.includes('\ufffd')),
  handle: fc.option(fc.stringMatching(/^[a-z0-9_]{3,30}$/).map((text) => Handle.parse(text))),
  note: trickyText(300).map((text) => cleanLines(text, LIMITS.contactNoteMaxChars)),
  isFavourite: fc.boolean(),
  tone: fc.constantFrom(...RingTone.options),
  loudness: fc.constantFrom(...Loudness.options),
  details: fc.uniqueArray(detail, { maxLength: 6, selector: keyOfDetail }),
})

/** A person with nothing but what a test is about. */
export const draft = (change: Partial<ContactDraft> = {}): ContactDraft => ({
  name: 'Zoé Martin',
  handle: null,
  note: '',
  isFavourite: false,
  tone: 'usual',
  loudness: 'usual',
  details: [],
  ...change,
})

export const phone = (value: string, label = ''): ContactDetail => ({ kind: 'phone', value, label })
export const email = (value: string, label = ''): ContactDetail => ({ kind: 'email', value, label })
