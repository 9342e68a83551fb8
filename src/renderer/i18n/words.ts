/**
 * The same keys in another language. A plural key of English (`…_one`, `…_other`) needs `…_many` beside it in
 * French, which counts millions so.
 */
export type WordsLike<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : WordsLike<T[K]>
} & {
  readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_many` : never]: string
}
