# Places: the hierarchy in which rooms lie.

places-text = Where your rooms lie, from countries down to floors. Open a place to see what lies in it.
places-find = Find a place
places-count = { $count ->
    [one] 1 place
   *[other] { $shown } places
  }
places-rooms = { $count ->
    [one] Show 1 room
   *[other] Show { $shown } rooms
  }
places-kind = Kind
places-within = Places in it
places-lies-in = Lies in
places-lies-in-help = Any wider place. The order is country, state, city, campus, building, floor; levels may be left out.
places-moves = All that lies in this place moves with it.
places-nowhere = In no other place
places-add = Add place
places-add-here = Add a place in it
places-edit = Edit the place
places-added = The place was added.
places-deleted = The place was deleted.
places-none = No places yet
places-none-text = Begin with a country, a city or a building. Rooms are then found and counted by the place they lie in.
places-none-here = No other place lies in it
places-rooms-here = Its rooms lie directly in this place.
places-nothing-here = A room lies here when this place is chosen in its record.
places-ask-delete = Delete this place?
places-delete-text = Nothing lies in it. It is deleted for good and leaves all lists.
