import { PictureLossIndication, type RTCRtpTransceiver, RtcpPayloadSpecificFeedback } from 'werift'

/** Calls back when the other side cannot show what it gets, and asks for a picture that stands alone. */
export function onKeyFrameAsked(
  { sender, receiver }: Pick<RTCRtpTransceiver, 'sender' | 'receiver'>,
  listener: () => void,
): void {
  sender.onPictureLossIndication.subscribe(listener)
  // A browser asks in the name of the stream that it sends itself; werift then takes it for news of that stream.
  receiver.onRtcp.subscribe((packet) => {
    const feedback = packet instanceof RtcpPayloadSpecificFeedback ? packet.feedback : null
    if (feedback instanceof PictureLossIndication && feedback.mediaSsrc === sender.ssrc) listener()
  })
}
