# Rooms: list, detail, record, and what is done with them.

room = Room
room-add = Add room
room-find = Find a room
room-customer = Customer
room-place = Place
room-group = Group
room-health = Health
room-last-seen = Last seen
room-health-since = Health since
room-activity = Meeting
room-enrol = Enrol
room-unenrol = Unenrol
rooms-by-health = Rooms by health
rooms-empty = There is no room here yet. Add one, or let a device enrol with the key file.
rooms-empty-sight = You see no room here yet.
rooms-none-chosen = No room was chosen
room-outcome = Outcome
room-not-enrolled = Not enrolled
room-account = Room account
room-capacity = Capacity
room-size = Size
room-place-type = Place type
room-coordinates = Coordinates
room-latitude = Latitude in degrees
room-longitude = Longitude in degrees
room-time-zone = Time zone
room-asset-tag = Asset tag
room-notes = Notes
room-tag = Tag
room-tags = Tags
room-tags-help = Words of your own, with commas between: at most 20, each of at most 40 characters. Groups can choose their rooms by a tag.
room-effects-text = Nothing is saved yet. This place or these tags move the room into or out of what partners see. Save once more if it is right.
room-partners = Partners who see this room
room-device = Device
room-device-type = Kind of device
room-manufacturer = Manufacturer
room-model = Model
room-serial-number = Serial number
room-host-name = Host name
room-agent-version = Agent version
room-app-version = App version
room-os-version = OS version
room-addresses = Network addresses
room-network-type = Network
room-firmware-version = Firmware version
room-mac-addresses = Hardware addresses
room-tpm = TPM
room-credential-protection = Device credential
room-local-account = Local account
room-missing = What the agent lacks
room-trouble = What is wrong
room-no-trouble = No signal is unhealthy.
room-last-changes = Last changes
room-no-history = Nothing was reported yet.
room-no-signals = No signals yet
room-no-signals-text = They appear with the first report of the device.
room-other-signals = Other signals
room-signal = Signal
room-state = State
room-found = Found
room-since = Since
signal-state-healthy = Healthy
signal-state-unhealthy = Unhealthy
signal-state-unknown = Not available
room-signal-disabled = Disabled under Settings > Signals: does not count
room-tab-overview = Overview
room-tab-signals = Signals
room-tab-jobs = Jobs
room-tab-history = History
room-onboarding-title = This room waits to be enrolled
room-onboarding-text = Its state is shown, but nothing is judged until an administrator enrols it.
room-unmonitored-title = The device does not reach Steward
room-unmonitored-text = What you see is from its last contact. Check power and network of the device.
room-done-saved = Your changes were saved.
room-done-added = The room was added.
room-done-added-outside = The room was added. You will see it once somebody puts it into one of your room groups.
room-done-imported = The rooms were added.
room-done-enrolled = Enrolled
room-done-unenrolled = The room is no longer monitored.
room-done-taken-over = The device now reports for this room.
room-done-suppressed = Suppressed
room-done-suppression-saved = The suppression was changed.
room-done-unsuppressed = The suppression ended. The room is judged as ever.
room-done-moved = The room was moved to another ring.
room-done-reachability-saved = The relay looks from now on.
room-done-reachability-removed = No relay looks any more.
room-do-unenrol = Unenrol
room-do-delete = Delete
room-ask-unenrol = Stop monitoring this room?
room-ask-delete = Delete this room?
room-effect-unenrol = It leaves lists and counts, and the device's credential ends. A device that enrols again waits as Onboarding.
room-effect-delete = The record, its signals and its history are deleted for good. Groups and scopes lose the room.
room-take-over = Use this device for another room
room-take-over-text = Choose the room in which the device really stands.
room-stands-in = The device stands in
room-take-over-effect = The chosen room keeps its record, groups and partners and gets this device. A device it had loses its credential. This waiting room disappears.
key-title = Enrolment key
rooms-count = { $count ->
    [one] 1 room
   *[other] { $shown } rooms
  }

room-import = Import rooms
room-import-text = Add many rooms from a CSV file. The file is tried first; nothing is added before you say so.
room-import-wrong = { $count ->
    [one] { $count } line cannot be added
   *[other] { $count } lines cannot be added
}
room-import-wrong-text = Nothing was added. Correct the lines below in your file and choose it again.
room-import-ready = { $count ->
    [one] { $count } room can be added
   *[other] { $count } rooms can be added
}
room-import-add = Add these rooms
room-import-lines = Lines of the file
room-import-line = Line
room-import-right = Can be added
room-import-file = CSV file
room-import-help = At most { $number } rooms and 0.25 MB, in UTF-8. Comma, semicolon or tab between the cells.
room-import-try = Try the file
room-import-columns = Columns
room-import-columns-text = The first line names the columns; displayName is required, the others may be left out. A place is written with those around it, from the outermost in, with > between. Tags stand in one cell, with commas between. A room of the same name that is in the same place already is not added again.
rooms-suppress = Suppress or plan maintenance
rooms-unsuppress = End suppression
rooms-join-group = Add to a group
rooms-leave-group = Remove from a group
rooms-chosen = { $count ->
    [one] 1 room chosen
   *[other] { $shown } rooms chosen
  }
rooms-issue-help = Each customer gets an issue of its own, with a ticket for each of its rooms.
rooms-group-review = Nothing is changed yet. These people gain or lose sight of the rooms. Press the button once more if it is right.
