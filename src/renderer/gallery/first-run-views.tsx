import { ok } from '../../contract/result.ts'
import { MainWindow } from '../main-window/main-window.tsx'
import { AddressStep } from '../main-window/first-run/address-step.tsx'
import { CallingStep } from '../main-window/first-run/calling-step.tsx'
import { FinishingStep } from '../main-window/first-run/finishing-step.tsx'
import { KeyStep } from '../main-window/first-run/key-step.tsx'
import { PersonStep, type PersonStepProps } from '../main-window/first-run/person-step.tsx'
import { RestoreStep, type RestoreStepProps } from '../main-window/recovery/restore-step.tsx'
import { type GalleryView, type GalleryViews, mainSize } from './gallery-view.ts'
import { ordinary, fresh } from './snapshots/everything.ts'
import { JOIN_LINK } from './snapshots/reach.ts'
import { HOST } from './snapshots/people.ts'
import type { ReactNode } from 'react'

const none = () => {}
const step = (content: ReactNode): GalleryView => ({ size: mainSize, snapshots: fresh, content })

const personProps: PersonStepProps = {
  dots: { step: 2, count: 3 },
  onBack: none,
  handle: '',
  name: '',
  code: null,
  check: { kind: 'empty' },
  problem: null,
  onHandle: none,
  onName: none,
  onCode: none,
  onNext: none,
}

const address = { dots: { step: 1, count: 3 }, onBack: none, isJoining: false, onAddress: none, onJoin: none }
const calling = {
  dots: { step: 3, count: 3 },
  onBack: none,
  host: HOST,
  isLast: true,
  onCalling: none,
  onNext: none,
}
const restore: RestoreStepProps = {
  dots: { step: 1, count: 3 },
  onBack: none,
  fileName: 'ahoy-recovery-ada.json',
  passphrase: '',
  acceptsPlainKey: null,
  isBusy: false,
  trouble: null,
  onChoose: none,
  onPassphrase: none,
  onPlainKey: none,
  onRestore: none,
}
const key = { dots: { step: 4, count: 4 }, onBack: none, onPlainKey: none, onNext: none }

export const firstRunViews: GalleryViews = {
  'first-run-where': { size: mainSize, snapshots: { ...ordinary, ...fresh }, content: <MainWindow /> },
  'first-run-address': step(<AddressStep {...address} address="" trouble={null} />),
  'first-run-address-trouble': step(
    <AddressStep
      {...address}
      address="calls.exmaple.org"
      trouble="Nothing answers there. Check the address and your network, then try again."
    />,
  ),
  'first-run-join-link': {
    size: mainSize,
    snapshots: { ...ordinary, ...fresh },
    answers: { 'link.takeJoin': () => ok({ link: JOIN_LINK }) },
    content: <MainWindow />,
  },
  'restore-start': step(<RestoreStep {...restore} fileName={null} passphrase="" />),
  'restore-not-a-file': step(<RestoreStep {...restore} fileName={null} passphrase="" trouble="damaged" />),
  'restore-chosen': step(<RestoreStep {...restore} passphrase="my old red bicycle" />),
  'restore-wrong': step(
    <RestoreStep
      {...restore}
      passphrase="my old blue bicycle"
      acceptsPlainKey={false}
      trouble="wrong-passphrase"
    />,
  ),
  'restore-busy': step(<RestoreStep {...restore} passphrase="my old red bicycle" isBusy />),
  'first-run-person-reset': step(
    <PersonStep
      {...personProps}
      handle="ada"
      name="Ada Lindgren"
      code=""
      check={{ kind: 'reset', handle: 'ada' }}
    />,
  ),
  'first-run-person': step(<PersonStep {...personProps} />),
  'first-run-person-free': step(
    <PersonStep {...personProps} handle="Ada" name="Ada Lindgren" check={{ kind: 'free', handle: 'ada' }} />,
  ),
  'first-run-person-invitation': step(
    <PersonStep
      {...personProps}
      handle="ada"
      name="Ada Lindgren"
      code="k7"
      check={{ kind: 'taken', handle: 'ada' }}
      problem={{ kind: 'code', why: 'codeRefused' }}
    />,
  ),
  'first-run-calling': step(<CallingStep {...calling} calling={null} trouble={null} />),
  'first-run-calling-chosen': step(<CallingStep {...calling} calling="my-people" trouble={null} />),
  'first-run-key': step(<KeyStep {...key} keyStore="absent" plainKey={null} trouble={null} />),
  'first-run-finishing': step(<FinishingStep handle="ada" />),
}
