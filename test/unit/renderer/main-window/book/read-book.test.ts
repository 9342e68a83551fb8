import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Contact, ContactDraft } from '../../../../../src/contract/bridge/book.ts'
import { DirectoryHost } from '../../../../../src/contract/ids.ts'
import { writeVcards } from '../../../../../src/domain/address-book/write-vcards.ts'
import type { BookReading } from '../../../../../src/renderer/main-window/book/read/book-reading.ts'
import { readBook } from '../../../../../src/renderer/main-window/book/read/read-book.ts'
import { anyText } from '../../../../support/any-text.ts'
import { anyDraft, email, phone } from '../../../domain/address-book/any-contact.ts'

const host = DirectoryHost.parse('calls.example.org:4701')
const deps = { host, pause: () => Promise.resolve() }
const utf8 = (text: string) => new TextEncoder().encode(text)
const read = (text: string | Uint8Array) => readBook(typeof text === 'string' ? utf8(text) : text, deps)

async function readWell(text: string | Uint8Array): Promise<BookReading> {
  const reading = await read(text)
  if (!reading.ok) throw new Error(reading.error.kind)
  return reading.value
}
const card = (...lines: readonly string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const drafts = ({ cards }: BookReading) => cards.map((each) => each.draft)
const names = (reading: BookReading) => drafts(reading).map(({ name }) => name)
const reasons = ({ skipped }: BookReading) => skipped.map(({ line, name, reason }) => [line, name, reason])

describe('CAN9 vCard 3', () => {
  it('CAN9 name, numbers, addresses, organisation and note, as Apple and Google write them', async () => {
    const reading = await readWell(
      card(
        'N:Martin;Zoé;;Dr.;',
        'FN:Zoé Martin',
        'ORG:Harbour Ltd.;Cranes\\, North',
        'item1.TEL;type=pref:+33 6 12 34 56 78',
        'item1.X-ABLabel:_$!<Mobile>!$_',
        'TEL;TYPE=WORK,VOICE:01 22',
        'EMAIL;type=INTERNET;type=HOME;type=pref:zoe@example.org',
        'NOTE:Likes tea, coffee\\nand wa',
        ' ter\\; no milk',
        'PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg',
        ' ABAQAAAQABAAD',
        'IMPP;X-SERVICE-TYPE=Ahoy;type=pref:ahoy:%40zoe',
        'BDAY:1990-02-30',
      ),
    )
    expect(drafts(reading)).toEqual([
      {
        name: 'Zoé Martin',
        handle: 'zoe',
        note: 'Likes tea, coffee\nand water; no milk',
        isFavourite: false,
        tone: 'usual',
        loudness: 'usual',
        details: [
          { kind: 'organisation', value: 'Harbour Ltd., Cranes, North', label: '' },
          phone('+33 6 12 34 56 78', 'mobile'),
          phone('01 22', 'work'),
          email('zoe@example.org', 'home'),
        ],
      },
    ])
    expect(reading.cards[0]).toMatchObject({ hasPicture: true, isShortened: false, line: 1 })
  })

  it.each([
    ['its parts', 'N:Lovelace;Ada;King;Lady;', 'Lady Ada King Lovelace'],
    ['its organisation', 'ORG:Harbour Ltd.', 'Harbour Ltd.'],
    ['its mail address', 'EMAIL:ada@example.org', 'ada@example.org'],
    ['its handle', 'IMPP:ahoy:@ada', '@ada'],
    ['a name that hides nothing', 'FN:\u202eAda\u2066\u0007 ✓', 'Ada'],
    ['a line with a parameter that is none', 'FN;CHARSET:Ada', 'Ada'],
  ])('CAN9 a name comes from %s', async (_, line, name) => {
    expect(names(await readWell(card(line)))).toEqual([name])
  })
})

describe('CAN9 the handle', () => {
  it.each([
    ['IMPP:ahoy:@zoe', 'zoe', null],
    ['IMPP;X-SERVICE-TYPE=Ahoy:x-apple:Zoe', 'zoe', null],
    ['IMPP:ahoy:@zoe@calls.example.org:4701', 'zoe', null],
    ['URL:ahoy:@zoe@calls.example.org:4701', 'zoe', null],
    ['item2.URL;type=pref:ahoy\\:@zoe', 'zoe', null],
    ['URL:ahoy://%40zoe/', 'zoe', null],
    ['X-AHOY:@zoe', 'zoe', null],
    ['URL:ahoy:@zoe@elsewhere.example', null, '@zoe@elsewhere.example'],
    ['URL:ahoy:join?at=calls.example.org', null, null],
    ['URL:https://example.org/@zoe', null, null],
    ['IMPP:xmpp:zoe@example.org', null, null],
    ['IMPP:ahoy:zo', null, null],
  ])('CAN9 %s', async (line, handle, elsewhere) => {
    const { cards } = await readWell(card('FN:Zoé', line))
    expect(cards).toMatchObject([{ draft: { name: 'Zoé', handle }, elsewhere }])
  })

  it('CAN9 one of my directory comes before one of another', async () => {
    const { cards } = await readWell(card('FN:Zoé', 'URL:ahoy:@zoe@elsewhere.example', 'IMPP:ahoy:@zoe_m'))
    expect(cards).toMatchObject([{ draft: { handle: 'zoe_m' }, elsewhere: null }])
  })
})

describe('CAN9 one bad card never spoils the rest', () => {
  const good = card('FN:Ada')
  const last = card('FN:Zoé')

  it.each([
    ['no name', card('TEL:1'), [5, null, 'no-name']],
    ['no end', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\n', [5, 'Bob', 'cut-off']],
    [
      'version 2.1',
      'BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=42=6F=62;;;\nFN:Bob\nEND:VCARD\n',
      [5, 'Bob', 'old-version'],
    ],
    ['text between cards', 'hello\nworld\n', [5, null, 'not-a-card']],
    ['a list of people', card('FN:Family', 'KIND:group'), [5, 'Family', 'group']],
    ['a note without an end', card('FN:Bob', `NOTE:${'x'.repeat(70_000)}`), [5, 'Bob', 'too-long']],
    ['letters that are lost', card('FN:B\ufffdb'), [5, 'B\ufffdb', 'broken-encoding']],
  ])('CAN9 %s', async (_, bad, skipped) => {
    const reading = await readWell(good + bad + last)
    expect(names(reading)).toEqual(['Ada', 'Zoé'])
    expect(reasons(reading)).toEqual([skipped])
  })

  it('CAN9 a line that is no line of a card costs only itself', async () => {
    const reading = await readWell(
      card('FN:Ada', 'garbage', 'TEL;TYPE="home:1', ';;;:', 'TEL:2', 'item1.', ':'),
    )
    expect(names(reading)).toEqual(['Ada'])
    expect(drafts(reading)[0]?.details).toContainEqual(phone('2'))
  })

  it('CAN9 whatever stands between two cards, both are read', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(200), async (junk) => {
        const reading = await readWell(`${good}${junk}\n${last}`)
        expect([names(reading).at(0), names(reading).at(-1)]).toEqual(['Ada', 'Zoé'])
      }),
    )
  })

  it('CAN9 whatever stands inside a card, its neighbours are read, and what is read may be stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText(60)), async (lines) => {
        const reading = await readWell(good + card('FN:Bob', ...lines.map((line) => `NOTE:${line}`)) + last)
        expect([names(reading).at(0), names(reading).at(-1)]).toEqual(['Ada', 'Zoé'])
        for (const each of drafts(reading)) expect(ContactDraft.parse(each)).toEqual(each)
      }),
    )
  })

  it('CAN9 no bytes and no text make it throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => void (await read(bytes))),
    )
    const start = fc.constantFrom('', 'BEGIN:VCARD\nFN', 'BEGIN:VCARD\n', 'name,handle\n', 'name;tel;note\n"')
    await fc.assert(
      fc.asyncProperty(start, anyText(300), async (before, text) => {
        const reading = await read(before + text)
        for (const each of reading.ok ? drafts(reading.value) : [])
          expect(ContactDraft.parse(each)).toEqual(each)
      }),
    )
  })
})

describe('CAN9 vCard 4', () => {
  it('CAN9 what is written is read back as the same contact', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDraft, { minLength: 1, maxLength: 4 }), async (contacts) => {
        const stored = contacts.map((each, index) =>
          Contact.parse({ ...each, contactId: `${index}`.padStart(32, '0') }),
        )
        const reading = await readWell(writeVcards(stored, host))
        expect(reading.skipped).toEqual([])
        expect(drafts(reading)).toEqual(contacts)
      }),
    )
  })

  it('CAN9 no written line is longer than 75 bytes', () => {
    fc.assert(
      fc.property(anyDraft, (each) => {
        const text = writeVcards([Contact.parse({ ...each, contactId: '0'.repeat(32) })], host)
        for (const line of text.split('\r\n')) expect(utf8(line).length).toBeLessThanOrEqual(75)
      }),
    )
  })

  it('CAN9 numbers as addresses, and a name that breaks inside a letter', async () => {
    const text =
      'BEGIN:VCARD\nVERSION:4.0\nFN:Zo\n é\nTEL;VALUE=uri;TYPE="voice,work":tel:+33-6\nEMAIL:mailto:z@example.org\nEND:VCARD\n'
    const bytes = utf8(text)
    // The fold is put between the two bytes of é.
    const at = bytes.indexOf(0xc3)
    const broken = new Uint8Array([...bytes.slice(0, at - 2), 0xc3, 0x0a, 0x20, ...bytes.slice(at + 1)])
    for (const each of [bytes, broken])
      expect(drafts(await readWell(each))).toMatchObject([
        { name: 'Zoé', details: [phone('+33-6', 'work'), email('z@example.org')] },
      ])
  })
})

describe('CAN9 tables', () => {
  it('CAN9 Google', async () => {
    const reading = await readWell(
      'First Name,Middle Name,Last Name,Organization Name,Notes,Photo,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Label,Website 1 - Value\r\n' +
        'Zoé,,Martin,Harbour,"Two\nlines, with ""quotes""",,* Work,zoe@example.org ::: z@example.org,Mobile,+33 6,Ahoy,ahoy:@zoe\r\n',
    )
    expect(drafts(reading)).toMatchObject([
      {
        name: 'Zoé Martin',
        handle: 'zoe',
        note: 'Two\nlines, with "quotes"',
        details: [
          { kind: 'organisation', value: 'Harbour', label: '' },
          email('zoe@example.org', 'work'),
          email('z@example.org', 'work'),
          phone('+33 6', 'mobile'),
        ],
      },
    ])
  })

  it('CAN9 Outlook, with tabs, in UTF-16', async () => {
    const text =
      '\ufeffFirst Name\tLast Name\tCompany\tBusiness Phone\tMobile Phone\tE-mail Address\tE-mail 2 Address\nZoé\tMartin\tHarbour\t01\t06\tzoe@example.org\t\n'
    const utf16 = new Uint8Array(Uint16Array.from(text, (character) => character.charCodeAt(0)).buffer)
    const bigEndian = utf16.map((_, index) => utf16[index ^ 1] ?? 0)
    const bare = utf16.slice(2)
    for (const bytes of [utf16, bigEndian, bare])
      expect(drafts(await readWell(bytes))).toMatchObject([
        {
          name: 'Zoé Martin',
          details: [{ value: 'Harbour' }, phone('01', 'work'), phone('06', 'cell'), email('zoe@example.org')],
        },
      ])
  })

  it.each([
    ['a byte order mark', utf8('\ufeffname,handle\nZoé,@zoe\n')],
    [
      'semicolons, in Latin-1',
      Uint8Array.from('Prénom;Nom;Identifiant Ahoy\nZoé;;@Zoe\n', (character) => character.charCodeAt(0)),
    ],
    ['a line for Excel', utf8('sep=;\nNom;Ahoy\nZoé;@zoe')],
    ['one column', utf8('Ahoy\n@zoe')],
  ])('CAN9 plain headers with %s', async (_, bytes) => {
    const [first] = drafts(await readWell(bytes))
    expect(first).toMatchObject({ handle: 'zoe' })
    expect(['Zoé', '@zoe']).toContain(first?.name)
  })

  it('CAN9 a row whose quotes never end costs only itself', async () => {
    const reading = await readWell(
      'name,note\nAda,one\nBob,"never\nZoé,"two\nlines"\nMax,"x"y\n,\nLea,\n,only a note\n',
    )
    expect(names(reading)).toEqual(['Ada', 'Zoé', 'Lea'])
    expect(reasons(reading)).toEqual([
      [3, null, 'broken-row'],
      [6, null, 'broken-row'],
      [9, null, 'no-name'],
    ])
  })

  it('CAN9 one line in another encoding does not cost the letters of the others', async () => {
    const bytes = new Uint8Array([...utf8('name\nZoé\n'), 0x5a, 0x6f, 0xe9, 0x0a])
    expect(names(await readWell(bytes))).toEqual(['Zoé', 'Zoé'])
  })
})

it.each([
  ['', 'empty'],
  [' \n', 'empty'],
  ['{"people": []}', 'unknown-form'],
  ['colour,size\nred,3', 'unknown-form'],
])('CAN9 %j is no address book', async (text, kind) => {
  expect(await read(text)).toEqual({ ok: false, error: { kind } })
})
