import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/use-bridge.ts'
import type { Ask, Asked } from '../callers/use-ask.tsx'
import { type CallObstacle, NEXT_STEPS } from './call-possibility.ts'
import type { StepAction } from './locked-button.tsx'

/** The next step after an obstacle as a button; null where it can't be taken from here. */
export function useStepActions(
  ask: Ask,
): (person: Asked, obstacle: CallObstacle | null) => StepAction | null {
  const { call } = useBridge()
  const { t } = useTranslation()
  return (person, obstacle) => {
    if (obstacle === null) return null
    const step = NEXT_STEPS[obstacle]
    switch (step) {
      case 'ask':
        return { words: t('callers.ask.send'), onPress: () => ask.open(person) }
      case 'withdraw':
        return { words: t('callers.stepAction.withdraw'), onPress: () => ask.withdraw(person) }
      case 'reconnect':
        return {
          words: t('callers.stepAction.reconnect'),
          onPress: () => void call('connection.retry', {}),
        }
      case 'show-call':
        return { words: t('callers.stepAction.show-call'), onPress: () => void call('call.show', {}) }
      case 'wait':
      case 'another-way':
      case 'another-person':
      case 'administrator':
      case 'subscribe':
      case 'get-badge':
      case 'check-key':
        return null
    }
  }
}
