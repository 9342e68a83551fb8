import { z } from 'zod'
import { LIMITS } from './limits.ts'

const hex = (chars: number) => new RegExp(`^[0-9a-f]{${chars}}$`)
/** The last character of base64url carries bits that mean nothing; they are 0, so that one value has one spelling. */
const BASE64URL_32_BYTES = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
const BASE64URL_64_BYTES = /^[A-Za-z0-9_-]{85}[AQgw]$/

/** 3 to 30 of a-z, 0-9 and _, already case-folded: `domain/handle.ts` folds what a person types. */
export const Handle = z
  .string()
  .regex(new RegExp(`^[a-z0-9_]{${LIMITS.handleMinChars},${LIMITS.handleMaxChars}}$`))
  .brand<'Handle'>()
export type Handle = z.infer<typeof Handle>

/** A directory's own name: a host, with a port where it is not the usual one. Lower case. */
export const DirectoryHost = z
  .string()
  .max(LIMITS.hostMaxChars)
  .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?$/)
  .refine((host) => !host.includes('..') && Number(host.split(':')[1] ?? 1) <= 65_535)
  .brand<'DirectoryHost'>()
export type DirectoryHost = z.infer<typeof DirectoryHost>

/** `@handle@directory-host`. */
export const Address = z
  .string()
  .max(LIMITS.handleMaxChars + LIMITS.hostMaxChars + 2)
  .regex(
    new RegExp(
      `^@[a-z0-9_]{${LIMITS.handleMinChars},${LIMITS.handleMaxChars}}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?$`,
    ),
  )
  .brand<'Address'>()
export type Address = z.infer<typeof Address>

/** 128 random bits in hex. Of two crossed calls the one with the lower id survives. */
export const CallId = z.string().regex(hex(32)).brand<'CallId'>()
export type CallId = z.infer<typeof CallId>

/** The first 128 bits of the SHA-256 of the device's public key, in hex. */
export const DeviceId = z.string().regex(hex(32)).brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** The first 128 bits of the SHA-256 of the directory's public key, in hex. */
export const DirectoryKeyId = z.string().regex(hex(32)).brand<'DirectoryKeyId'>()
export type DirectoryKeyId = z.infer<typeof DirectoryKeyId>

/** A raw Ed25519 public key, 32 bytes in base64url. */
export const PublicKey = z.string().regex(BASE64URL_32_BYTES).brand<'PublicKey'>()
export type PublicKey = z.infer<typeof PublicKey>

/** An Ed25519 signature, 64 bytes in base64url. */
export const Signature = z.string().regex(BASE64URL_64_BYTES).brand<'Signature'>()
export type Signature = z.infer<typeof Signature>

/** A SHA-256 in hex. */
export const Sha256 = z.string().regex(hex(64)).brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/** The SHA-256 of a DTLS certificate in hex, lower case, without colons. */
export const Fingerprint = z.string().regex(hex(64)).brand<'Fingerprint'>()
export type Fingerprint = z.infer<typeof Fingerprint>

/** 32 random bytes in hex. */
export const Nonce = z.string().regex(hex(64)).brand<'Nonce'>()
export type Nonce = z.infer<typeof Nonce>

/** Milliseconds since 1970 on somebody's clock; whose, the field's name or docstring says. */
export const TimestampMs = z.number().int().min(0).max(8_640_000_000_000_000)

/**
 * What a person calls themselves. Arrives cleaned by `domain/display-name.ts`; here only what must never cross
 * a boundary is refused: control and bidirectional-override characters.
 */
export const DisplayName = z
  .string()
  .min(1)
  .max(LIMITS.displayNameMaxChars)
  // eslint-disable-next-line no-control-regex -- refusing control characters is the point
  .regex(/^[^\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+$/u)
  .brand<'DisplayName'>()
export type DisplayName = z.infer<typeof DisplayName>

/** What a call was placed with; either side may switch its camera later. */
export const CallMedia = z.enum(['audio', 'video'])
export type CallMedia = z.infer<typeof CallMedia>
