import { z } from 'zod'

/** What a person typed; the engine folds, cleans and judges it. */
export const Typed = z.string().max(400)

const nothing = z.object({})

export const needsAccount = { 'no-account': nothing }
export const needsDirectory = { ...needsAccount, 'directory-unreachable': nothing }

export const directoryTrouble = {
  unreachable: nothing,
  'not-a-directory': nothing,
  /** Plain connections go to this computer only. */
  'not-secure': nothing,
  /** It does not hold the key that the join link, or the last connection, named. */
  'key-changed': nothing,
  'update-this-app': nothing,
  'update-directory': nothing,
}
