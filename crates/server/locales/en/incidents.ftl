# Incidents: tickets of rooms, and issues that people record.

ticket = Ticket
ticket-find = Find a ticket, room or signal
ticket-show = Show
ticket-show-open = Open tickets
ticket-show-past = Resolved and closed tickets
ticket-show-all = All tickets
ticket-state = State
ticket-state-new = New
ticket-state-investigating = Investigating
ticket-state-watching = Watching
ticket-state-resolved = Resolved
ticket-state-closed = Closed
ticket-kind = Told by
ticket-kind-signal = A signal
ticket-kind-recorded = A person
ticket-reference = Reference
ticket-owner = Taken care of by
ticket-nobody = Nobody
ticket-opened = Opened
ticket-changed = Last changed
ticket-resolved = Resolved on
ticket-closed = Closed on
ticket-reason = Reason
ticket-reason-repaired = Repaired
ticket-reason-replaced = Device or part replaced
ticket-reason-wentAway = Went away by itself
ticket-reason-noFault = No fault
ticket-reason-duplicate = Told in another ticket
ticket-reason-healthy = Healthy for seven days
ticket-reason-signalDisabled = Signal disabled
ticket-reason-roomRemoved = Room not monitored any more
ticket-take = Take
ticket-leave = Leave to others
ticket-due = Due
ticket-overdue = Overdue
ticket-due-day = Due until the end of
ticket-due-help = Empty for no day.
ticket-resolve = Resolve
ticket-resolve-help = The room is healthy again as far as this issue goes. The ticket closes after seven days.
ticket-resolved-text = Healthy again. If the trouble comes back within seven days, this ticket is opened again; otherwise it closes.
ticket-of-issue = Tickets of the same issue
ticket-message = Message
ticket-message-new = Write a message
ticket-message-help = Everybody who sees this ticket reads it, on both sides.
ticket-message-send = Send
ticket-all-signals = Show all signals
ticket-history = History
ticket-by-system = Steward
ticket-entry-state = State
ticket-entry-owner = Taken care of by
ticket-entry-team = Team
ticket-entry-due = Due
ticket-entry-severity = Severity
ticket-done-recorded = The issue was recorded.
ticket-done-written = The message was sent.
ticket-done-taken = You take care of this ticket now.
ticket-done-left = The ticket is left to others.
ticket-done-resolved = The ticket was resolved.
attachments = Attachments
attachments-none = No files yet.
attachment-file = Attach a file
attachment-help = A picture, a video, a PDF, text or an archive, up to 16 MB. Everybody who sees this ticket can download it, on both sides.
attachment-add = Attach
attachment-size = { $kilobytes } KB
attachment-remove = Remove
attachment-remove-text = { $name } is deleted for good.
attachment-done-added = The file was attached.
attachment-done-removed = The file was removed.
ticket-entry-attachment = Attachment
ticket-bulk-nothing = Choose tickets first.
ticket-bulk-chosen = { $count ->
    [one] 1 ticket chosen
   *[other] { $shown } tickets chosen
  }
ticket-bulk-message-help = The message is written into each of these tickets. Everybody who sees a ticket reads it, on both sides.
ticket-bulk-give-help = People of your organization who see all of these tickets, and teams in which one of them is. A team chooses among its people who takes care.
ticket-bulk-resolve-help = Only recorded issues are resolved by people; tickets of signals stay as they are.
ticket-bulk-result = What became of the tickets
ticket-bulk-done = { $done } of { $all } done.
ticket-bulk-outcome = Outcome
ticket-bulk-ok = Done
ticket-bulk-refused = Not done
ticket-any-time = Any time
ticket-within = { $count ->
    [one] Within a day
   *[other] Within { $shown } days
  }
tickets-choose = Choose a customer
tickets-choose-text = You see the tickets of one customer at a time. Choose one above, or show the tickets of all customers in one list.
tickets-show-all = Show all customers’ tickets
tickets-show-one = Show one customer at a time
fault = Fault
fault-tickets = Open tickets
fault-since = Since
faults-fold = Fold the same fault over many rooms
faults-unfold = Show every ticket
related-show = Show related tickets too
related-hide = Fold related tickets under their cause
related-cause = Explained by
related-tickets = Explained by this ticket
related-count = { $count ->
    [one] 1 related ticket
   *[other] { $shown } related tickets
  }
faults-count = { $count ->
    [one] 1 fault
   *[other] { $shown } faults
  }
tickets-by-severity = Tickets by severity
tickets-none = No open tickets
tickets-none-text = Nothing is wrong in the rooms that you see.
tickets-count = { $count ->
    [one] 1 ticket
   *[other] { $shown } tickets
  }
tickets-open-here = Open tickets
issue-record = Record an issue
issue-text = Tell what is wrong. Each room you choose is unhealthy until its ticket is resolved.
issue-description = What is wrong
issue-description-help = Such as: the projector shows a yellow picture.
issue-high-impact = High impact
issue-high-impact-help = The rooms cannot be used. The tickets are critical then, otherwise important.
issue-rooms-help = The rooms it is wrong in; each gets a ticket.
issue-choose = Choose…
ticket-give = Give to
ticket-give-title = Give the ticket to somebody
ticket-give-text = People of your organization who see this ticket, and teams in which one of them is.
ticket-give-find = Find a person or team
ticket-give-people = People
ticket-give-teams = Teams
ticket-give-none = Nobody found. Only people of your organization who see this ticket can take care of it.
ticket-give-more = The first 20 are shown; find others by their names.
ticket-give-nobody = Nobody and no team
ticket-done-given = The ticket was given.
ticket-team = Team
ticket-owned-me = Me
ticket-owned-teams = My teams
ticket-owned-nobody = Nobody
ticket-owned-chosen = The one chosen
ticket-give-choose = Choose to whom the ticket is given.
ticket-bulk-by-system = { $count ->
    [one] 1 chosen ticket is left as it is: nobody needs to resolve it. Steward does so as soon as its signal is healthy again.
   *[other] { $shown } chosen tickets are left as they are: nobody needs to resolve them. Steward does so as soon as their signals are healthy again.
  }
ticket-suppressed = Suppressed tickets
ticket-suppressed-without = Leave out
ticket-suppressed-with = Show too
ticket-suppressed-only = Show only these
ticket-suppressed-text = Its signal or its room is suppressed, or under maintenance. Until that ends, this ticket alerts nobody and does not count.
suppressed-show = Show suppressed tickets too
suppressed-hide = Leave suppressed tickets out
ticket-next-steps = Next steps
ticket-open-room = Open the room
ticket-all-of-room = All open tickets of this room
ticket-all-of-fault = The same fault in all rooms
ticket-room-chosen = One room
