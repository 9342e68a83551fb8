import { Contact, type ContactDraft } from '../../src/contract/bridge/book.ts'
import { DirectoryHost, Handle } from '../../src/contract/ids.ts'
import { writeVcards } from '../../src/domain/address-book/write-vcards.ts'

export const HOST = DirectoryHost.parse('calls.example.org')

const GIVEN = ['Ada', 'Zoé', 'Max', 'Émile', 'Noor', 'Farid', 'Lucía', 'Bob', 'Chloé', 'Ines'] as const
const FAMILY = ['Martin', 'Lindgren', 'Haddad', 'Okafor', 'Le Goff', 'Müller', 'Silva', 'Novák'] as const
/** A small picture, as a phone saves it with each card. */
const PICTURE = `PHOTO;ENCODING=b;TYPE=JPEG:/9j/${'4AAQSkZJRgABAQAAAQABAAD'.repeat(3)}\r\n${` ${'qK0lLx3p'.repeat(9)}\r\n`.repeat(150)}`

/** A person of the made-up book; the same for the same number. */
export const madeUpPerson = (index: number): ContactDraft => ({
  name: `${GIVEN[index % GIVEN.length]} ${FAMILY[index % FAMILY.length]} ${index}`,
  handle: index % 2 === 0 ? Handle.parse(`person_${index}`) : null,
  note: index % 4 === 0 ? `Met at the harbour, pier ${index % 40};\nlikes tea, not coffee` : '',
  isFavourite: false,
  tone: 'usual',
  loudness: 'usual',
  details: [
    { kind: 'phone', value: `+33 6 ${10_000_000 + index}`, label: 'cell' },
    { kind: 'email', value: `person.${index}@example.org`, label: 'work' },
    { kind: 'organisation', value: `Harbour ${index % 60} Ltd.`, label: '' },
  ],
})

export const madeUpContact = (index: number): Contact =>
  Contact.parse({ ...madeUpPerson(index), contactId: index.toString(16).padStart(32, '0') })

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

/** As Apple writes it, each card with a picture of some 10 kB. */
const vcard3 = (count: number): string =>
  numbers(count)
    .map((index) => {
      const { name, handle, note, details } = madeUpPerson(index)
      const [phone, email, organisation] = details.map(({ value }) => value)
      const words = note.replace(/[,;]/g, '\\$&').replaceAll('\n', '\\n')
      const ahoy = handle === null ? '' : `IMPP;X-SERVICE-TYPE=Ahoy;type=pref:ahoy:@${handle}\r\n`
      return `BEGIN:VCARD\r\nVERSION:3.0\r\nN:;${name};;;\r\nFN:${name}\r\nORG:${organisation}\r\nTEL;type=CELL;type=VOICE:${phone}\r\nEMAIL;type=INTERNET;type=WORK:${email}\r\nNOTE:${words}\r\n${ahoy}${PICTURE}END:VCARD\r\n`
    })
    .join('')

/** As Google writes it. */
const csv = (count: number): string =>
  [
    'Name,Ahoy,Notes,Organization 1 - Name,Phone 1 - Type,Phone 1 - Value,E-mail 1 - Type,E-mail 1 - Value',
    ...numbers(count).map((index) => {
      const { name, handle, note, details } = madeUpPerson(index)
      const [phone, email, organisation] = details.map(({ value }) => value)
      return `${name},${handle ?? ''},"${note}",${organisation},Mobile,${phone},Work,${email}`
    }),
  ].join('\r\n')

export const madeUpFiles = (count: number) =>
  ({
    'vCard 3, with pictures': vcard3(count),
    'vCard 4': writeVcards(numbers(count).map(madeUpContact), HOST),
    CSV: csv(count),
  }) as const
