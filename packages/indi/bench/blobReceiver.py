"""The Python way to receive INDI BLOBs: read the socket to the end of the message, decode its base64, have astropy read it.

Prints "ready", then per BLOB the milliseconds from its first byte to the pixels as numbers, and how many they are.
Usage: blobReceiver.py PORT DEVICE PROPERTY COUNT
"""
import base64
import io
import socket
import sys
import time

from astropy.io import fits

port, device, name, count = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
link = socket.create_connection(("127.0.0.1", port))
link.sendall(
    f'<getProperties version="1.7" device="{device}" name="{name}"/>'
    f'<enableBLOB device="{device}" name="{name}">Only</enableBLOB><pingRequest uid="1"/>'.encode()
)
heard = b""
while b"pingReply" not in heard:
    heard += link.recv(65536)
print("ready", flush=True)
for _ in range(count):
    message = bytearray(link.recv(1 << 20))
    begun = time.perf_counter()
    while b"</setBLOBVector>" not in message[-32:]:
        message += link.recv(1 << 20)
    start = message.index(b">", message.index(b"<oneBLOB")) + 1
    frame = base64.b64decode(message[start : message.index(b"<", start)])
    pixels = fits.open(io.BytesIO(frame))[0].data
    print((time.perf_counter() - begun) * 1000, pixels.size, flush=True)
