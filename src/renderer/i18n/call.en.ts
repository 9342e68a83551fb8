/** The call window's words. */
export const callEn = {} as const
