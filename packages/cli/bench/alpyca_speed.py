"""Alpyca at the same work as the bench: prints seconds as JSON. Usage: alpyca_speed.py HOST:PORT GETS FRAMES"""

import json
import sys
import time

from alpaca import discovery
from alpaca.camera import Camera
from alpaca.focuser import Focuser

host, gets, frames = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
focuser, camera = Focuser(host, 0), Camera(host, 1)
focuser.Connected = True
camera.Connected = True


def timed(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


focuser.Position
seconds = timed(lambda: [focuser.Position for _ in range(gets)])
images = []
for _ in range(frames):
    images.append(timed(lambda: camera.ImageArray))
found = timed(lambda: discovery.search_ipv4()) if len(sys.argv) > 4 else None
print(json.dumps({'gets': seconds / gets, 'images': images, 'discovery': found}))
