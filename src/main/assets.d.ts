/** What the bundler makes of a picture, and of a pattern of them. */
declare module '*.png?inline' {
  const dataUrl: string
  export default dataUrl
}

interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { readonly eager: true; readonly query: string; readonly import: string },
  ): Readonly<Record<string, T>>
}
