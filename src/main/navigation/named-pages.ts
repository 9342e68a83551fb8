/** The only pages of the web that the app ever opens in the browser, by the name that a window may ask for. */
export const NAMED_PAGES = {
  help: 'https://ahoy.example/help',
  source: 'https://ahoy.example/source',
} as const satisfies Record<string, `https://${string}`>

export type NamedPage = keyof typeof NAMED_PAGES
