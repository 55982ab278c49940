/**
 * Everything that is checked, each rule once: what it is called, how bad it is to break it, and why a person should
 * care. The rules follow ASCOM's interface definitions and the Alpaca API reference; what each says was collected from
 * those documents and from the behaviour that ASCOM's own checker requires.
 */
export interface Rule {
  readonly breach: 'error' | 'issue' | 'slow';
  /** What holds when the rule is kept. */
  readonly title: string;
  /** What goes wrong for an observer, or what to change. */
  readonly why: string;
}

export const rules = {
  // The protocol -------------------------------------------------------------------------------------------------
  'protocol.reachable': {
    breach: 'error',
    title: 'The server answers',
    why: 'Nothing usable came back. Check the address, the port and that nothing in between (a proxy, a login page) answers instead.',
  },
  'protocol.status': {
    breach: 'error',
    title: 'A good request is answered with HTTP 200',
    why: 'HTTP status tells about the request, ErrorNumber about the device: a refusal by the device is still HTTP 200.',
  },
  'protocol.contentType': {
    breach: 'issue',
    title: 'Answers are application/json',
    why: 'Clients choose the decoder by the Content-Type.',
  },
  'protocol.keys': {
    breach: 'error',
    title:
      'The answer has exactly the keys ClientTransactionID, ServerTransactionID, ErrorNumber, ErrorMessage, in this spelling',
    why: 'JSON keys are case-sensitive; a client does not find "errornumber" and takes the answer for a success.',
  },
  'protocol.value': {
    breach: 'error',
    title: 'A successful read has a Value',
    why: 'Without Value there is nothing to read, and most clients crash.',
  },
  'protocol.serverTransaction': {
    breach: 'issue',
    title: 'ServerTransactionID is a whole number from 1',
    why: 'It is how a log of the server and a log of the client are laid side by side.',
  },
  'protocol.clientTransaction': {
    breach: 'issue',
    title: 'ClientTransactionID comes back as it was sent, 0 when none was sent',
    why: 'It is how a client knows that the answer belongs to its question.',
  },
  'protocol.errorMessage': {
    breach: 'issue',
    title: 'An error has a number from 0x400 to 0xFFF and a message, a success has 0 and an empty one',
    why: 'The message is what the observer reads at night.',
  },
  'protocol.extraParameter': {
    breach: 'issue',
    title: 'An unknown parameter is ignored',
    why: 'Clients may add their own; refusing them breaks clients that work elsewhere.',
  },
  'protocol.idCasing': {
    breach: 'issue',
    title: 'In a GET the names of ClientID and ClientTransactionID are taken in any case',
    why: 'Query names are case-insensitive in Alpaca, and clients spell these two in several ways.',
  },
  'protocol.badIds': {
    breach: 'issue',
    title:
      'Client ids that are empty, negative or no number are refused with 400 or answered with ClientTransactionID 0 or more',
    why: 'ClientTransactionID is an unsigned number: a client that reads a negative one fails.',
  },
  'protocol.queryCasing': {
    breach: 'issue',
    title: 'In a GET the names of parameters are taken in any case',
    why: 'Query names are case-insensitive in Alpaca.',
  },
  'protocol.formCasing': {
    breach: 'issue',
    title: 'In a PUT a parameter whose name is in the wrong case counts as missing: HTTP 400',
    why: 'Form names are case-sensitive in Alpaca. A driver that takes them in any case hides a mistake that other drivers punish.',
  },
  'protocol.formIds': {
    breach: 'issue',
    title:
      'In a PUT a ClientID or ClientTransactionID whose name is in the wrong case is ignored: HTTP 200, and ClientTransactionID 0 or the number',
    why: 'The two are optional, and a form parameter with an unknown name is passed over.',
  },
  'protocol.order': {
    breach: 'issue',
    title: 'The parameters of a PUT may come in any order',
    why: 'A form has no order; clients put the ids first or last.',
  },
  'protocol.missingParameter': {
    breach: 'error',
    title: 'A missing parameter is refused with HTTP 400, or by a member that is not implemented with 0x400',
    why: 'A default that nobody asked for may move a telescope.',
  },
  'protocol.garbage': {
    breach: 'error',
    title: 'A value that cannot be read is refused with HTTP 400 (or 0x401 InvalidValue)',
    why: 'What cannot be read must not be guessed.',
  },
  'protocol.unknownPath': {
    breach: 'error',
    title: 'A path that does not exist is refused with a 4xx status',
    why: 'URLs are all lower case and exact; an answer to anything else hides mistakes, or drives the wrong device.',
  },
  'management.apiVersions': {
    breach: 'error',
    title: '/management/apiversions lists version 1',
    why: 'It is the first thing a client asks of a server that it has discovered.',
  },
  'management.description': {
    breach: 'issue',
    title: '/management/v1/description has a ServerName, Manufacturer, ManufacturerVersion and Location',
    why: 'It is what an observer sees in the list of servers.',
  },
  'management.devices': {
    breach: 'error',
    title:
      '/management/v1/configureddevices lists each device with a standard DeviceType, a DeviceNumber from 0, a name and a UniqueID',
    why: 'Without it a client cannot offer the device, or cannot find it again when the address has changed.',
  },
  'management.listed': {
    breach: 'issue',
    title: 'The device that is checked is in the list of configured devices',
    why: 'A device that is not listed is never found by discovery.',
  },
  // Every device ---------------------------------------------------------------------------------------------------
  'connect.completes': {
    breach: 'error',
    title: 'The device connects',
    why: "Nothing else can be checked. The message is the driver's own.",
  },
  'connect.async': {
    breach: 'issue',
    title: 'Connect returns at once, Connecting is false when it has ended, and then Connected is true',
    why: 'A program that connects ten devices must not stand still for each of them.',
  },
  'connect.disconnects': {
    breach: 'issue',
    title: 'After Disconnect, Connected is false',
    why: 'A device that never lets go cannot be used by the next program.',
  },
  'connect.required': {
    breach: 'issue',
    title: 'While the device is not connected, its properties answer 0x407 NotConnected',
    why: 'Values of a device that is not there are inventions.',
  },
  'common.text': {
    breach: 'issue',
    title: 'Name, Description, DriverInfo and DriverVersion are not empty',
    why: 'They are what a list of devices and a bug report show.',
  },
  'common.interfaceVersion': {
    breach: 'error',
    title: 'InterfaceVersion is one that exists',
    why: 'A client decides by it which members it may use.',
  },
  'common.unknownAction': {
    breach: 'issue',
    title: 'An action that is not in SupportedActions answers 0x40C ActionNotImplemented',
    why: 'A success would make a client believe that something was done.',
  },
  'state.names': {
    breach: 'issue',
    title: 'DeviceState has the operational properties of this type, spelt as the standard spells them, and TimeStamp',
    why: 'Clients read the whole state in one call and look the names up exactly.',
  },
  'state.types': {
    breach: 'error',
    title: 'Each value of DeviceState has the type of its property',
    why: "A client puts it where the property's value goes.",
  },
  'read.mandatory': {
    breach: 'error',
    title: 'A property that the standard requires can be read',
    why: 'Clients read it without asking whether they may.',
  },
  'read.error': {
    breach: 'issue',
    title: 'A property that cannot be read answers with the error that the standard names for it',
    why: 'A client shows "not available" for 0x400 and an alarm for anything else.',
  },
  'read.type': {
    breach: 'error',
    title: 'A property has the JSON type that the standard gives it',
    why: 'A number in quotes or a null stops a typed client.',
  },
  'read.range': {
    breach: 'issue',
    title: 'A property lies within its range',
    why: 'What lies outside cannot be true, and what is computed from it is wrong.',
  },
  'read.time': {
    breach: 'slow',
    title: 'A property is read within 0.1 s',
    why: 'A screen that shows forty values reads them every second.',
  },
  'write.time': {
    breach: 'slow',
    title: 'A property is written, and an operation begun, within 1 s',
    why: 'Work that takes longer should begin, return, and be watched.',
  },
  'can.true': {
    breach: 'error',
    title: 'What a Can property promises works',
    why: 'Clients offer the button because the driver said that it works.',
  },
  'can.false': {
    breach: 'issue',
    title: 'What a Can property denies answers 0x400 NotImplemented',
    why: 'A member that works although it is denied is hidden from the observer; one that silently does nothing is worse.',
  },
  'write.roundTrip': {
    breach: 'error',
    title: 'A value that was written is read back',
    why: 'An observer who sets a gain of 100 must not get frames at another.',
  },
  'write.refuses': {
    breach: 'error',
    title: 'A value outside the range is refused with 0x401 InvalidValue',
    why: 'A driver that takes anything passes it to the hardware, or to nothing at all.',
  },
  'write.error': {
    breach: 'issue',
    title: 'A value within the range is taken',
    why: 'The property says that it can be written.',
  },
  'command.works': {
    breach: 'error',
    title: 'An operation that the device offers works',
    why: "The message is the driver's own.",
  },
  'command.refuses': {
    breach: 'error',
    title: 'An operation with a value outside the range is refused with 0x401 InvalidValue',
    why: 'The hardware must not be sent where it cannot go.',
  },
  'command.completes': {
    breach: 'error',
    title: 'An operation that was begun ends',
    why: 'A sequence waits for it all night.',
  },
  'command.arrives': {
    breach: 'error',
    title: 'When an operation has ended, the device stands where it was sent',
    why: 'The next step of the night relies on it.',
  },
  // Camera ---------------------------------------------------------------------------------------------------------
  'camera.noImage': {
    breach: 'error',
    title: 'Without an image ImageReady is false, and ImageArray answers 0x40B InvalidOperation',
    why: 'Old or empty pixels taken for a frame spoil a night without anybody seeing it.',
  },
  'camera.frameChecked': {
    breach: 'error',
    title: 'StartExposure refuses a frame that lies outside the sensor with 0x401 InvalidValue',
    why: 'The frame is checked at StartExposure because start, size and binning are set one by one.',
  },
  'camera.exposing': {
    breach: 'issue',
    title: 'While an exposure runs, ImageReady is false and CameraState is exposing, waiting or reading',
    why: 'A client that sees ImageReady too early downloads the frame before.',
  },
  'camera.dimensions': {
    breach: 'error',
    title: 'The image has NumX by NumY pixels',
    why: 'A frame of another size lands in a file whose header is wrong.',
  },
  'camera.lastExposure': {
    breach: 'issue',
    title: 'After an exposure LastExposureDuration and LastExposureStartTime tell of it',
    why: 'The time of an observation comes from them.',
  },
  'camera.aborts': {
    breach: 'error',
    title: 'AbortExposure ends an exposure, and no image is ready after it',
    why: 'STOP must stop.',
  },
  'camera.stops': {
    breach: 'issue',
    title: 'StopExposure ends an exposure early, and its image is ready',
    why: 'What has been exposed so far is kept.',
  },
  'camera.gainForm': {
    breach: 'issue',
    title: 'Gain and Offset are either an index into names or a number within limits, and never both',
    why: 'A client must know whether to show a list or a number.',
  },
  'camera.readoutModes': {
    breach: 'issue',
    title: 'ReadoutMode can be each index into ReadoutModes, and no other',
    why: 'The observer chooses one from the list.',
  },
  'camera.imageBytes': {
    breach: 'error',
    title:
      'An ImageBytes answer describes itself rightly: version 1, known types, as many bytes as the dimensions need',
    why: 'Pixels are read by position; one wrong number scrambles the frame.',
  },
  // Telescope ------------------------------------------------------------------------------------------------------
  'telescope.siderealTime': {
    breach: 'issue',
    title: 'SiderealTime agrees with UTCDate and SiteLongitude within 10 s',
    why: 'Hour angle, meridian and horizon are computed from it.',
  },
  'telescope.parkedRefuses': {
    breach: 'error',
    title: 'A parked mount refuses to move with 0x408 InvalidWhileParked',
    why: 'A parked telescope may lie under a closed roof.',
  },
  'telescope.parks': {
    breach: 'error',
    title: 'Park ends with AtPark true, Unpark with AtPark false',
    why: 'The roof is closed because the mount says that it is parked.',
  },
  'telescope.stops': {
    breach: 'error',
    title: 'AbortSlew stops a slew',
    why: 'STOP must stop.',
  },
  'telescope.axisRates': {
    breach: 'issue',
    title: 'AxisRates are positive, their ranges do not overlap, and the minimum is not above the maximum',
    why: 'The hand pad offers these rates.',
  },
  'telescope.trackingRates': {
    breach: 'issue',
    title: 'TrackingRates contains sidereal, and each of its rates can be chosen',
    why: 'The observer is offered them, for the Moon and the Sun.',
  },
  'telescope.altAzConsistent': {
    breach: 'issue',
    title: 'Altitude and Azimuth agree with RightAscension, Declination and SiderealTime within 1 degree',
    why: 'The horizon limit is decided by one, the pointing by the other.',
  },
  // Others ---------------------------------------------------------------------------------------------------------
  'dome.slaved': {
    breach: 'error',
    title:
      'While Slaved is true the dome refuses to be turned with 0x409 InvalidWhileSlaved, and AbortSlew ends Slaved',
    why: 'Two masters would turn the slit away from the telescope.',
  },
  'filterWheel.lists': {
    breach: 'error',
    title: 'Names and FocusOffsets have one entry for each filter, and there is at least one',
    why: 'The position of a filter is its place in these lists.',
  },
  'focuser.temperatureCompensation': {
    breach: 'issue',
    title: 'TempComp can be switched if TempCompAvailable, and is refused with 0x400 if not',
    why: 'An observer must know who moves the focuser.',
  },
  'rotator.sync': {
    breach: 'error',
    title: 'Sync changes Position and leaves MechanicalPosition alone, and MoveAbsolute honours it',
    why: 'The sky angle after a plate solution is set this way.',
  },
  'cover.states': {
    breach: 'issue',
    title: 'CoverState and CalibratorState agree with CoverMoving, CalibratorChanging and with what was commanded',
    why: 'Flats are taken when the panel says that it is ready.',
  },
  'cover.halts': {
    breach: 'issue',
    title: 'HaltCover stops a cover that is moving, or answers 0x400 NotImplemented',
    why: 'A cover that has caught something must be let go.',
  },
  'cover.absent': {
    breach: 'issue',
    title: 'A part that is not present answers its commands with 0x400 NotImplemented',
    why: 'A button that does nothing is worse than none.',
  },
  'conditions.lookups': {
    breach: 'issue',
    title:
      'SensorDescription and TimeSinceLastUpdate answer for each sensor that works and 0x400 for each that does not; a name that is no sensor is refused with 0x401',
    why: 'The age of a reading decides whether the roof may be open.',
  },
  'conditions.dewPoint': {
    breach: 'issue',
    title: 'DewPoint and Humidity are both there or both not',
    why: 'Each is computed from the other.',
  },
  'switch.ids': {
    breach: 'error',
    title: 'Switch ids run from 0 to MaxSwitch - 1, and any other is refused with 0x401 InvalidValue',
    why: 'A wrong id must not switch something.',
  },
  'switch.names': {
    breach: 'issue',
    title: 'SetSwitchName gives a switch its name, or answers 0x400 NotImplemented',
    why: 'An observer names the outputs once, and finds them again.',
  },
  'switch.limits': {
    breach: 'error',
    title: 'MinSwitchValue is below MaxSwitchValue, SwitchStep is positive and fits between them',
    why: 'The slider is drawn from these.',
  },
  'switch.steps': {
    breach: 'issue',
    title: 'A whole number of SwitchSteps leads from MinSwitchValue to MaxSwitchValue',
    why: 'A slider that goes by steps must be able to reach both ends.',
  },
  'switch.readOnly': {
    breach: 'error',
    title: 'A switch that cannot be written refuses to be set with 0x400 NotImplemented',
    why: 'A sensor is no switch.',
  },
} as const satisfies { readonly [name: string]: Rule };

export type RuleName = keyof typeof rules;
