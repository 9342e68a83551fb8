self.postMessage('worker runs')
