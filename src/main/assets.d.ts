/** What the bundler makes of a pattern of files: here always their data URLs, by path. */
interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { readonly eager: true; readonly query: string; readonly import: string },
  ): Readonly<Record<string, T>>
}
