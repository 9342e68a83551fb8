import {
  RTCPeerConnection,
  RTCRtpCodecParameters,
  useAbsSendTime,
  useSdesMid,
  useTransportWideCC,
  type RTCCertificate,
} from 'werift'

/**
 * A connection for one voice and one picture, in the codecs that every Ahoy speaks: what comes back is what was sent,
 * so nothing is ever decoded here. No server of anybody is asked. On an answer the offer's payload types are used.
 */
export function createPeerConnection(
  certificate: RTCCertificate,
  options: { readonly offersLoopback: boolean },
): RTCPeerConnection {
  return new RTCPeerConnection({
    certificates: [certificate],
    iceServers: [],
    bundlePolicy: 'max-bundle',
    iceUseTcp: false,
    iceTcpPassive: false,
    iceAdditionalHostAddresses: options.offersLoopback ? ['127.0.0.1'] : [],
    codecs: {
      audio: [
        new RTCRtpCodecParameters({
          mimeType: 'audio/opus',
          clockRate: 48_000,
          channels: 2,
          payloadType: 111,
        }),
      ],
      video: [
        new RTCRtpCodecParameters({
          mimeType: 'video/VP8',
          clockRate: 90_000,
          payloadType: 96,
          rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'transport-cc' }],
        }),
        new RTCRtpCodecParameters({
          mimeType: 'video/rtx',
          clockRate: 90_000,
          payloadType: 97,
          parameters: 'apt=96',
        }),
      ],
    },
    headerExtensions: {
      // Each receiver of werift reports what it got itself: of a sequence that both kinds shared, each would report the
      // other's packets as lost, and the browser would send ever less.
      audio: [useSdesMid()],
      video: [useSdesMid(), useAbsSendTime(), useTransportWideCC()],
    },
  })
}
