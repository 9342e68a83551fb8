import { ChevronLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'

/** The way back, at the top left of a page. */
export function BackButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      look="quiet"
      size="small"
      className="-ml-1"
      icon={<ChevronLeft className="size-4" />}
      onClick={onPress}
    >
      {t('shared.back')}
    </Button>
  )
}
