"""Prints what astropy makes of directions and headers: python3 astropyReference.py SEED COUNT > fixtures/astropy.json"""
import json
import random
import sys
import warnings

import numpy as np
from astropy.coordinates import SkyCoord, get_constellation
from astropy.io import fits
from astropy.utils import iers
from astropy.wcs import WCS

warnings.simplefilter("ignore")
iers.conf.auto_download = False
random.seed(int(sys.argv[1]))
count = int(sys.argv[2])


def header():
    ra, dec = random.uniform(0, 360), float(np.degrees(np.arcsin(random.uniform(-1, 1))))
    step, turn, flip = random.uniform(0.1, 30) / 3600, random.uniform(0, 360), random.choice([-1, 1])
    cards = dict(CTYPE1="RA---TAN", CTYPE2="DEC--TAN", CRVAL1=ra, CRVAL2=dec, CRPIX1=random.uniform(-100, 3000), CRPIX2=random.uniform(-100, 3000))
    c, s = float(np.cos(np.radians(turn))), float(np.sin(np.radians(turn)))
    kind = random.choice(["CD", "CROTA", "PC"])
    if kind == "CD":
        cards.update(CD1_1=flip * step * c, CD1_2=step * s, CD2_1=-flip * step * s, CD2_2=step * c)
    else:
        cards.update(CDELT1=flip * step, CDELT2=step * random.uniform(0.9, 1.1))
        cards.update(dict(CROTA2=turn) if kind == "CROTA" else dict(PC1_1=c, PC1_2=-s, PC2_1=s, PC2_2=c))
    pixels = [[random.uniform(0, 4000), random.uniform(0, 3000)] for _ in range(3)]
    sky = WCS(fits.Header(cards)).all_pix2world(pixels, 0)
    return dict(cards=cards, pixels=pixels, sky=sky.tolist())


ra = [random.uniform(0, 360) for _ in range(4 * count)]
dec = [float(np.degrees(np.arcsin(random.uniform(-1, 1)))) for _ in range(4 * count)]
names = get_constellation(SkyCoord(ra, dec, unit="deg", frame="icrs"), short_name=True)
print(json.dumps(dict(headers=[header() for _ in range(count)], constellations=[[a, d, str(n)] for a, d, n in zip(ra, dec, names)])))
