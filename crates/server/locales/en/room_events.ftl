# Events of rooms: poor calls and reported issues.

room-event = Room event
room-events = Room events
room-events-text = What was noticed in rooms and may be nothing: poor calls, and issues that people there reported.
room-event-find = Find a room or what was written
room-event-kind = What happened
room-event-poorCall = Poor call
room-event-reportedIssue = Issue reported in the room
room-event-when = When
room-event-state = State
room-event-flagged-yes = Flagged as unhealthy
room-event-flagged-no = Not flagged
room-event-logs = The device keeps its logs until { $date }.
room-event-flag = Flag as unhealthy
room-event-flag-text = An issue is recorded for the rooms of these events. Each is unhealthy until its ticket is resolved.
room-event-flag-help = Each room gets one ticket, however many of its events are chosen. Add others that belong to the same issue.
room-event-none-chosen = Choose events first.
room-events-none = No events
room-events-none-text = No poor call and no reported issue in the rooms that you see.
room-events-count = { $count ->
    [one] 1 event
   *[other] { $shown } events
  }
