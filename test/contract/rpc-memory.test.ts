import { createMemoryChannelPair, type Delivery } from '../support/memory-channel.ts'
import { describeRpc } from './rpc-suite.ts'

for (const delivery of ['async', 'sync'] as const satisfies readonly Delivery[]) {
  describeRpc(`a memory channel, ${delivery}`, async () => {
    const { left, right } = createMemoryChannelPair(delivery)
    return { clientEnd: left, serverEnd: right, dispose: async () => left.close() }
  })
}
