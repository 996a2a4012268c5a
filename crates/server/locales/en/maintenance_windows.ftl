# Maintenance windows: rooms that are suppressed together.

maintenance-window = Maintenance window
maintenance-plan = Plan maintenance
maintenance-find = Find maintenance
maintenance-all-rooms = All rooms
maintenance-choose-rooms = Choose rooms
maintenance-some-rooms = A group of rooms
maintenance-owner = Planned by
maintenance-in-force = In force
maintenance-to-come = Planned
maintenance-none = No maintenance is planned
maintenance-none-text = Plan maintenance, so that rooms of a group, or all of them, neither alert nor count while people work on them.
maintenance-none-customers = No maintenance is planned at your customers. Choose a customer to plan some.
maintenance-count = { $count ->
    [one] 1 maintenance window
   *[other] { $shown } maintenance windows
  }
maintenance-effect = While a maintenance window is in force, its rooms are suppressed: they neither alert nor count. It ends by itself; then the rooms are judged as ever. A room that joins the group meanwhile is under maintenance too.
maintenance-rooms-help = All rooms, also those that are added later, or the rooms of a group. You need the right to modify every one of them.
maintenance-reason-help = Everybody who sees one of the rooms reads it.
maintenance-planned = The maintenance was planned.
maintenance-ended = The maintenance ended. The rooms are judged as ever.
