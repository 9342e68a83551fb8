import type { Nonce, PublicKey, Sha256, Signature } from './ids.ts'

/** The few primitives that the rules need, as a port: Node's own in main and in the directory. All synchronous. */
export type Crypto = {
  /** SHA-256 of the UTF-8 bytes of a text, in hex. */
  readonly sha256: (text: string) => Sha256
  /** Ed25519 over the UTF-8 bytes of a text. False for anything that is not a valid signature; never throws. */
  readonly verify: (publicKey: PublicKey, text: string, signature: Signature) => boolean
  /** 32 random bytes from the system, in hex. */
  readonly randomNonce: () => Nonce
}

/** Signs with a private key that stays where it is. */
export type Signer = {
  readonly publicKey: PublicKey
  /** Ed25519 over the UTF-8 bytes of a text. */
  readonly sign: (text: string) => Signature
}
