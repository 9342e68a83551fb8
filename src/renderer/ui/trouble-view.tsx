import { Button } from './button.tsx'

export type TroubleViewProps = {
  readonly title: string
  readonly body: string
  readonly action: { readonly words: string; readonly onPress: () => void } | null
}

/** A whole window that cannot go on: what happened, and the one thing to do. */
export function TroubleView({ title, body, action }: TroubleViewProps) {
  return (
    <main className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="text-17 font-semibold">{title}</h1>
      <p className="max-w-72 text-13 text-secondary">{body}</p>
      {action && (
        <Button look="primary" className="mt-3" onClick={action.onPress}>
          {action.words}
        </Button>
      )}
    </main>
  )
}
