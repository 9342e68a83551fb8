/** The height of one person's row in px, as `--person-row` in tokens.css. */
export const PERSON_ROW_PX = 56

/** Rows beyond the edge of the screen that are rendered too, so that a quick scroll finds them. */
const SPARE_ROWS = 6

export type RowWindow = { readonly first: number; readonly end: number }

/** Which of many rows of one height are to be rendered: from `first`, up to and without `end`. Lengths in px. */
export function decideRowWindow(
  view: { readonly scrollTop: number; readonly height: number },
  rowCount: number,
  rowPx: number = PERSON_ROW_PX,
): RowWindow {
  const first = Math.floor(view.scrollTop / rowPx) - SPARE_ROWS
  const end = Math.ceil((view.scrollTop + view.height) / rowPx) + SPARE_ROWS
  return { first: clamp(first, 0, rowCount), end: clamp(end, 0, rowCount) }
}

/** Where to scroll so that a row is wholly on the screen; the present place if it is there already. */
export function decideScrollTo(
  view: { readonly scrollTop: number; readonly height: number },
  row: number,
  rowPx: number = PERSON_ROW_PX,
): number {
  const top = row * rowPx
  if (top < view.scrollTop) return top
  const bottom = top + rowPx
  return bottom > view.scrollTop + view.height ? bottom - view.height : view.scrollTop
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value))
}
