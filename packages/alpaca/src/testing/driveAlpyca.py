"""Drives every member of every device of a server with Alpyca, and prints what it got, one JSON object per device.

    PYTHONPATH=<where Alpyca is> python3 driveAlpyca.py 127.0.0.1:11111
"""
import datetime
import enum
import json
import sys

from alpaca import management
from alpaca.camera import Camera
from alpaca.covercalibrator import CoverCalibrator
from alpaca.dome import Dome
from alpaca.filterwheel import FilterWheel
from alpaca.focuser import Focuser
from alpaca.observingconditions import ObservingConditions
from alpaca.rotator import Rotator
from alpaca.safetymonitor import SafetyMonitor
from alpaca.switch import Switch
from alpaca.telescope import DriveRates, GuideDirections, Telescope, TelescopeAxes

# What is done with each device before it is read: method or property, and its arguments.
STEPS = {
    Camera: [("Gain=", [120]), ("Gain=", [999]), ("StartExposure", [2.0, True]), ("StartExposure", [-1.0, True]),
             ("PulseGuide", [GuideDirections.guideWest, 20]), ("AbortExposure", []), ("Action", ["x", "y"])],
    CoverCalibrator: [("CalibratorOn", [10]), ("CalibratorOff", []), ("OpenCover", []), ("HaltCover", [])],
    Dome: [("SlewToAzimuth", [90.5]), ("AbortSlew", []), ("OpenShutter", []), ("Slaved=", [False])],
    FilterWheel: [("Position=", [2]), ("Position=", [9])],
    Focuser: [("Move", [400]), ("Halt", []), ("TempComp=", [False])],
    ObservingConditions: [("TimeSinceLastUpdate", ["Humidity"]), ("SensorDescription", ["Humidity"]), ("Refresh", [])],
    Rotator: [("MoveAbsolute", [33.5]), ("Move", [1.0]), ("Reverse=", [True])],
    SafetyMonitor: [],
    Switch: [("GetSwitch", [0]), ("GetSwitchName", [0]), ("GetSwitchDescription", [1]), ("GetSwitchValue", [1]),
             ("MinSwitchValue", [1]), ("MaxSwitchValue", [1]), ("SwitchStep", [1]), ("CanWrite", [1]), ("CanAsync", [1]),
             ("SetSwitch", [0, True]), ("GetSwitch", [0]), ("SetSwitchValue", [0, 1.0]), ("SetSwitchName", [0, "Heater"]),
             ("GetSwitch", [5]), ("SetAsync", [0, True])],
    Telescope: [("Tracking=", [True]), ("SlewToCoordinatesAsync", [5.5, -10.25]), ("SlewToCoordinatesAsync", [30.0, 0.0]),
                ("AxisRates", [TelescopeAxes.axisPrimary]), ("CanMoveAxis", [TelescopeAxes.axisTertiary]),
                ("DestinationSideOfPier", [13.0, 0.0]), ("TrackingRate=", [DriveRates.driveLunar]), ("Park", [])],
}


def plain(value):
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="microseconds")
    if hasattr(value, "Minimum") and hasattr(value, "Maximum"):
        return {"Maximum": value.Maximum, "Minimum": value.Minimum}
    if isinstance(value, (list, tuple)) or type(value).__name__ == "array":
        return [plain(item) for item in value]
    return value


def attempt(act):
    try:
        return {"value": plain(act())}
    except Exception as error:  # every kind is of interest
        return {"error": type(error).__name__, "number": getattr(error, "number", None)}


def step(device, name, arguments):
    if name.endswith("="):
        return attempt(lambda: setattr(device, name[:-1], arguments[0]))
    return attempt(lambda: getattr(device, name)(*arguments))


def main(address):
    kinds = {kind.__name__.lower(): kind for kind in STEPS}
    for configured in management.configureddevices(address):
        kind = kinds[configured["DeviceType"].lower()]
        device = kind(address, configured["DeviceNumber"])
        before = attempt(lambda: device.Connected)
        device.Connected = True
        steps = [{"name": name, **step(device, name, arguments)} for name, arguments in STEPS[kind]]
        names = [name for name in dir(kind) if isinstance(getattr(kind, name), property)]
        reads = {name: attempt(lambda: getattr(device, name)) for name in names if name != "ImageArrayInfo"}
        device.Connected = False
        after = attempt(lambda: device.Connected)
        print(json.dumps({"type": kind.__name__, "number": configured["DeviceNumber"], "before": before,
                          "steps": steps, "reads": reads, "after": after}))


main(sys.argv[1])
