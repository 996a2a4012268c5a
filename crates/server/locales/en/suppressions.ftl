# Suppression: what of a room neither alerts nor counts for a while.

suppress = Suppress
suppress-effect = What is suppressed neither alerts nor counts in the health of the room. It ends by itself; then the room is judged as ever.
suppress-what = What is suppressed
suppress-room = The whole room
suppress-signals = The signals ticked below
suppress-signals-legend = Signals
suppress-reason-help = Everybody who sees the room reads it.
suppress-from = From
suppress-from-help = Empty for now; for maintenance that is planned a date and time to come, in your time zone, { $zone }.
suppress-until = Until
suppress-until-help = Counted from the beginning, or up to a date and time.
suppress-own-date = Another date and time
suppress-date = Date and time
suppress-date-help = In your time zone, { $zone }; at most one year from now.
suppress-hours = { $count ->
    [one] 1 hour
   *[other] { $shown } hours
  }
suppress-days = { $count ->
    [one] 1 day
   *[other] { $shown } days
  }
suppression = Suppression
suppressions = Suppressions
suppression-from = from { $time }
suppression-until = until { $time }
suppression-change = Change
suppression-end-now = End now
room-signal-suppressed = Suppressed: does not count
suppress-owner = Owner
suppress-owner-help = Who answers for it, and is told when it ends by its time: people and teams of your organization who may see the room.
suppress-owner-me = Me
suppress-owner-find = Find people or teams
suppression-turn-begun = Suppressed
suppression-turn-changed = Suppression changed
suppression-turn-ended = Suppression ended
suppression-by-time = by its time
