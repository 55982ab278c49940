"""Alpyca at the same work as the bench: prints seconds as JSON. Usage: alpyca_speed.py HOST:PORT GETS FRAMES"""

import json
import sys
import time

import numpy

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



def rows():
    """Row-major pixels, as the documented example makes them for a FITS file."""
    return numpy.ascontiguousarray(numpy.array(camera.ImageArray, dtype=numpy.uint16).transpose())


images = [timed(lambda: camera.ImageArray) for _ in range(frames)]
turned = [timed(rows) for _ in range(frames)]
found = timed(lambda: discovery.search_ipv4()) if len(sys.argv) > 4 else None
print(json.dumps({'gets': seconds / gets, 'images': images, 'rows': turned, 'discovery': found}))
