"""Prints what ERFA makes of random stars, moments and sites: python3 erfaReference.py SEED COUNT > fixtures/erfa.json"""
import json
import random
import sys
import warnings

import erfa
import numpy as np

warnings.simplefilter("ignore")
random.seed(int(sys.argv[1]))
degrees, AU_KM = np.degrees, 149597870.7


def row():
    # 2000-01-01 to 2050-01-01, away from the second before a leap second
    ms = random.randrange(946684800000, 2524608000000)
    ra, dec = random.uniform(0, 360), float(np.degrees(np.arcsin(random.uniform(-1, 1))))
    site = dict(latitude=random.uniform(-80, 80), longitude=random.uniform(-180, 180), elevation=random.uniform(0, 4000))
    air = dict(pressure=random.uniform(600, 1030), temperature=random.uniform(-20, 30), humidity=random.uniform(0, 1), wavelengthUm=0.55)
    dut1 = random.uniform(-0.5, 0.5)
    utc = (2440587.5 + ms // 86400000, ms % 86400000 / 86400000)
    tai = erfa.utctai(*utc)
    tt = erfa.taitt(*tai)
    ut1 = erfa.utcut1(*utc, dut1)
    rc, dc = np.radians(ra), np.radians(dec)
    phi, lam = np.radians(site["latitude"]), np.radians(site["longitude"])

    astrom, eo = erfa.apci13(*tt)
    ri, di = erfa.atciq(rc, dc, 0, 0, 0, 0, astrom)
    gast = erfa.gst06a(*ut1, *tt)
    apparent = erfa.anp(ri - eo)

    def observed(*weather):
        aob, zob, *_ = erfa.atco13(rc, dc, 0, 0, 0, 0, *utc, dut1, lam, phi, site["elevation"], 0, 0, *weather)
        return dict(altitude=90 - degrees(zob), azimuth=degrees(aob))

    heliocentric, _ = erfa.epv00(*tt)
    sun = -heliocentric["p"]
    moon = erfa.moon98(*tt)["p"]
    here = erfa.pvtob(lam, phi, site["elevation"], 0, 0, 0, gast)["p"] / 1000 / AU_KM
    topocentric = moon - erfa.trxp(erfa.pnm06a(*tt), here)
    place = lambda p: dict(ra=degrees(erfa.anp(erfa.c2s(p)[0])), dec=degrees(erfa.c2s(p)[1]), distance=float(np.linalg.norm(p)))
    return dict(
        ms=ms, ra=ra, dec=dec, dut1=dut1, site=site, atmosphere=air,
        tt=[float(tt[0]), float(tt[1])],
        apparent=dict(ra=degrees(apparent), dec=degrees(di)),
        sidereal=degrees(gast),
        airless=observed(0, 0, 0, 0.55),
        seen=observed(air["pressure"], air["temperature"], air["humidity"], 0.55),
        parallactic=degrees(erfa.hd2pa(gast + lam - apparent, di, phi)),
        sun=place(sun), moon=place(moon), moonAtSite=place(topocentric),
    )


print("[" + ",\n".join(json.dumps({k: v for k, v in row().items()}, default=float) for _ in range(int(sys.argv[2]))) + "]")
