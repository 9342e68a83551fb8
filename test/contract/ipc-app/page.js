window.bridge.onFrame((frame) => window.bridge.tellTest(frame))
window.sendAll = (frames) => {
  for (const frame of frames) window.bridge.send(frame)
}
