"""Drives every member of every device of an Alpaca server with Alpyca, the Python client of the ASCOM Initiative.

Usage: python3 alpyca_every_member.py HOST:PORT [TYPE ...]   with Alpyca on PYTHONPATH.
Prints one JSON object per access: device, member, how (read, write, call), the transaction whose answer was read, and
the value or the exception. An image is told as its size and the CRC-32 of its pixels, as 32-bit integers, column by column.
"""

import array
import importlib
import inspect
import json
import sys
import time
import zlib
from datetime import datetime
from enum import Enum

from alpaca.device import Device

TYPES = {
    'camera': 'Camera', 'covercalibrator': 'CoverCalibrator', 'dome': 'Dome', 'filterwheel': 'FilterWheel',
    'focuser': 'Focuser', 'observingconditions': 'ObservingConditions', 'rotator': 'Rotator',
    'safetymonitor': 'SafetyMonitor', 'switch': 'Switch', 'telescope': 'Telescope',
}
SENSORS = 'CloudCover DewPoint Humidity Pressure RainRate SkyBrightness SkyQuality SkyTemperature StarFWHM Temperature WindDirection WindGust WindSpeed'.split()


def plain(value):
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec='microseconds')
    if isinstance(value, (list, tuple)):
        return image(value) if value and isinstance(value[0], array.array) else [plain(v) for v in value]
    if isinstance(value, dict) or isinstance(value, (bool, int, float, str)) or value is None:
        return value
    if hasattr(value, 'Minimum'):
        return [value.Minimum, value.Maximum]
    return str(value)


def image(columns):
    crc = 0
    for column in columns:
        crc = zlib.crc32(array.array('i', column).tobytes(), crc)
    return {'width': len(columns), 'height': len(columns[0]), 'crc': crc}


class Driver:
    def __init__(self, kind, host, number=0):
        module = importlib.import_module('alpaca.' + kind)
        self.kind = kind
        self.device = getattr(module, TYPES[kind])(host, number)
        self.enums = module

    def say(self, member, how, action):
        line = {'device': self.kind, 'member': member, 'how': how}
        next_transaction = Device._client_trans_id
        try:
            line['value'] = plain(action())
        except Exception as error:  # what Alpyca raises is what is to be seen
            line['error'] = type(error).__name__
            line['message'] = str(error)[:120]
        if Device._client_trans_id != next_transaction:
            line['transaction'] = Device._client_trans_id - 1
        print(json.dumps(line), flush=True)
        return line.get('value')

    def read(self, member):
        return self.say(member, 'read', lambda: getattr(self.device, member))

    def write(self, member, value):
        self.say(member, 'write', lambda: setattr(self.device, member, value))

    def call(self, member, *arguments):
        return self.say(member, 'call', lambda: getattr(self.device, member)(*arguments))

    def until(self, member, wanted, seconds=60):
        begun = time.time()
        while time.time() - begun < seconds:
            try:
                if getattr(self.device, member) == wanted:
                    return
            except Exception:
                return
            time.sleep(0.05)

    def properties(self):
        members = inspect.getmembers(type(self.device), lambda m: isinstance(m, property))
        return [(name, prop.fset is not None) for name, prop in members]


def camera(d):
    d.call('StartExposure', 0.5, True)
    d.until('ImageReady', True)
    for member in ('PercentCompleted', 'LastExposureDuration', 'LastExposureStartTime', 'ImageReady', 'ImageArray', 'ImageArrayInfo'):
        d.read(member)
    d.call('StartExposure', 20.0, False)
    d.call('AbortExposure')
    d.call('StartExposure', 20.0, True)
    d.call('StopExposure')
    d.call('PulseGuide', d.enums.GuideDirections.guideNorth, 100)
    d.write('BinX', 99)  # refused


def telescope(d):
    t = d.device
    d.call('Unpark')
    d.write('Tracking', True)
    ra, dec = (t.SiderealTime + 1) % 24, t.SiteLatitude / 2
    d.call('SlewToCoordinatesAsync', ra, dec)
    d.until('Slewing', False)
    d.write('TargetRightAscension', ra)
    d.write('TargetDeclination', dec + 0.1)
    d.call('SlewToTargetAsync')
    d.until('Slewing', False)
    d.call('SyncToCoordinates', ra, dec + 0.1)
    d.call('SyncToTarget')
    axis = d.enums.TelescopeAxes.axisPrimary
    d.call('AxisRates', axis)
    d.call('CanMoveAxis', axis)
    d.call('MoveAxis', axis, 0.5)
    d.call('MoveAxis', axis, 0.0)
    d.call('DestinationSideOfPier', ra, dec)
    d.call('PulseGuide', d.enums.GuideDirections.guideEast, 100)
    d.write('Tracking', False)
    d.call('SlewToAltAzAsync', 150.0, 60.0)
    d.until('Slewing', False)
    d.call('SyncToAltAz', 150.0, 60.0)
    d.write('Tracking', True)
    d.call('AbortSlew')
    d.call('FindHome')
    d.until('Slewing', False)
    d.call('SetPark')
    d.call('Park')
    d.until('AtPark', True)
    d.call('SlewToCoordinatesAsync', ra, dec)  # refused while parked
    d.call('Unpark')


def focuser(d):
    position = d.device.Position
    d.call('Move', position + 200)
    d.until('IsMoving', False)
    d.read('Position')
    d.call('Halt')


def filterwheel(d):
    d.write('Position', 1)
    d.until('Position', 1)
    d.write('Position', 99)  # refused


def rotator(d):
    for member, angle in (('MoveAbsolute', 45.0), ('Move', 10.0), ('MoveMechanical', 20.0)):
        d.call(member, angle)
        d.until('IsMoving', False)
    d.call('Sync', 30.0)
    d.call('Halt')


def dome(d):
    d.write('Slaved', False)
    d.call('OpenShutter')
    d.until('Slewing', False)
    d.call('SlewToAzimuth', 90.0)
    d.until('Slewing', False)
    d.call('SlewToAltitude', 45.0)
    d.until('Slewing', False)
    d.call('SyncToAzimuth', 91.0)
    for member in ('FindHome', 'SetPark', 'Park', 'CloseShutter', 'AbortSlew'):
        d.call(member)
        d.until('Slewing', False)


def covercalibrator(d):
    for member in ('OpenCover', 'CloseCover'):
        d.call(member)
        d.until('CoverMoving', False)
    d.call('HaltCover')
    d.call('CalibratorOn', 1)
    d.until('CalibratorChanging', False)
    d.read('Brightness')
    d.call('CalibratorOff')


def observingconditions(d):
    d.call('Refresh')
    for sensor in SENSORS:
        d.call('SensorDescription', sensor)
        d.call('TimeSinceLastUpdate', sensor)
    d.call('SensorDescription', 'Kettle')  # refused


def safetymonitor(_d):
    pass


def switch(d):
    for i in range(d.device.MaxSwitch):
        for member in ('CanWrite', 'CanAsync', 'GetSwitch', 'GetSwitchName', 'GetSwitchDescription', 'GetSwitchValue', 'MinSwitchValue', 'MaxSwitchValue', 'SwitchStep', 'StateChangeComplete'):
            d.call(member, i)
        d.call('SetSwitch', i, True)
        d.call('SetSwitchValue', i, d.device.MinSwitchValue(i))
        d.call('SetAsync', i, True)
        d.call('SetAsyncValue', i, d.device.MinSwitchValue(i))
        d.call('CancelAsync', i)
        d.call('SetSwitchName', i, d.device.GetSwitchName(i))
    d.call('GetSwitch', 99)  # refused


def main():
    host, *types = sys.argv[1:]
    for kind in types or TYPES:
        d = Driver(kind, host)
        d.call('Connect')
        d.until('Connecting', False)
        properties = d.properties()
        for member, writable in properties:
            value = d.read(member)
            if writable and value is not None and member != 'Connected':
                d.write(member, getattr(d.device, member))
        globals()[kind](d)
        d.call('Action', 'NoSuchAction', '')
        d.call('CommandBlind', ':X#', True)
        d.call('CommandBool', ':X#', True)
        d.call('CommandString', ':X#', True)
        d.call('Disconnect')
        d.until('Connecting', False)
        d.write('Connected', True)
        d.write('Connected', False)


main()
