import { z } from 'zod'
import { Handle } from '../ids.ts'
import { LIMITS } from '../limits.ts'

/** Neither control nor bidirectional-override characters; lines may break in notes. */
// eslint-disable-next-line no-control-regex -- refusing control characters is the point
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u
const LINES =
  // eslint-disable-next-line no-control-regex -- refusing control characters is the point
  /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u

/** 128 random bits in hex. Stays on this device. */
export const ContactId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'ContactId'>()
export type ContactId = z.infer<typeof ContactId>

/** What a card says besides name and handle. It is kept for its owner and never leaves the device. */
export const ContactDetail = z.object({
  kind: z.enum(['phone', 'email', 'organisation']),
  value: z.string().min(1).max(200).regex(ONE_LINE),
  /** Such as `work`; empty where the card says none. */
  label: z.string().max(40).regex(ONE_LINE),
})
export type ContactDetail = z.infer<typeof ContactDetail>

/** The tones that the app can play; `usual` is the one of the settings. */
export const RingTone = z.enum(['usual', 'harbour', 'lantern', 'tide', 'bell'])
export type RingTone = z.infer<typeof RingTone>

export const Loudness = z.enum(['usual', 'window-and-sound', 'notification-and-sound', 'badge-only'])
export type Loudness = z.infer<typeof Loudness>

/** What a person may write about somebody, or a file brings in. */
export const ContactDraft = z.object({
  /** My own name for them. */
  name: z.string().min(1).max(LIMITS.contactNameMaxChars).regex(ONE_LINE),
  /** Null: they can't be called with Ahoy yet. */
  handle: Handle.nullable(),
  note: z.string().max(LIMITS.contactNoteMaxChars).regex(LINES),
  isFavourite: z.boolean(),
  tone: RingTone,
  loudness: Loudness,
  details: z.array(ContactDetail).max(LIMITS.contactDetails),
})
export type ContactDraft = z.infer<typeof ContactDraft>

export const Contact = ContactDraft.extend({ contactId: ContactId })
export type Contact = z.infer<typeof Contact>

/** My address book, in the order of names. */
export const BookSnapshot = z.object({ contacts: z.array(Contact).max(LIMITS.contacts) })
export type BookSnapshot = z.infer<typeof BookSnapshot>
