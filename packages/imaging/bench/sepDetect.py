"""SEP (python3-sep) on a raw frame: what a person would otherwise run. Prints the median time and what was found, as JSON."""
import json
import sys
import time

import numpy as np
import sep

path, width, height, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
pixels = np.fromfile(path, dtype='<u2').reshape(height, width)
times = []
for _ in range(rounds):
    begin = time.perf_counter()
    data = pixels.astype(np.float32)
    background = sep.Background(data)
    data -= background
    found = sep.extract(data, 1.5, err=background.globalrms)
    half, flags = sep.flux_radius(data, found['x'], found['y'], 6.0 * found['a'], 0.5, subpix=5)
    times.append(time.perf_counter() - begin)
print(json.dumps({'ms': float(np.median(times)) * 1000, 'x': found['x'].tolist(), 'y': found['y'].tolist(), 'hfd': (2 * half).tolist()}))
