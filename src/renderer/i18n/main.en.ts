/** The main window's words. */
export const mainEn = {} as const
