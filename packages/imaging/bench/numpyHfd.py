"""HFD as it is commonly computed: twice the mean distance from the centre, weighted with the light above the sky, in an
aperture of three diameters; the sky is the median of a ring. The places are given. Prints the time and the medians as JSON."""
import json
import sys
import time

import numpy as np

folder, count = sys.argv[1], int(sys.argv[2])
seconds = 0.0
medians = []
for i in range(count):
    with open(f'{folder}/{i}.json') as file:
        field = json.load(file)
    pixels = np.fromfile(f'{folder}/{i}.raw', dtype='<u2').reshape(field['height'], field['width']).astype(np.float32)
    radius = 1.5 * field['hfd'] + 2
    reach = int(np.ceil(radius)) + 5
    begin = time.perf_counter()
    found = []
    for x, y in field['stars']:
        cx, cy = int(round(x)), int(round(y))
        if cx < reach or cy < reach or cx >= field['width'] - reach or cy >= field['height'] - reach:
            continue
        cut = pixels[cy - reach:cy + reach + 1, cx - reach:cx + reach + 1]
        v, u = np.mgrid[-reach:reach + 1, -reach:reach + 1]
        distance = np.hypot(u - (x - cx), v - (y - cy))
        light = cut - np.median(cut[(distance > radius) & (distance < radius + 5)])
        inside = distance <= radius
        found.append(2 * float((light * distance)[inside].sum() / light[inside].sum()))
    seconds += time.perf_counter() - begin
    medians.append(float(np.median(found)))
print(json.dumps({'ms': seconds * 1000, 'medians': medians}))
