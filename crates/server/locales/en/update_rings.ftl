# Update rings: the plan, one ring, form, and rooms that move.

update-ring = Update ring
ring-staging = Staging
ring-general = General
ring-executive = Executive
ring-text = A ring says when its rooms get an update: first those of Staging, then ring after ring in their order. Rings of equal order run together.
ring-count = { $count ->
    [one] 1 ring
   *[other] { $shown } rings
  }
ring-days = { $count ->
    [one] 1 day
   *[other] { $shown } days
  }
ring-order = Order
ring-order-help = 2 is the first after Staging, 8 the last before Executive. Rings of equal order run together.
ring-rollout = Rollout
ring-rollout-days = Rollout in days
ring-rollout-help = In so many days an update is spread over the rooms of the ring.
ring-test = Test
ring-test-days = Test in days
ring-test-help = For so many days the update is watched before the next ring begins. 0 is possible.
ring-completion = Completion
ring-begins = Begins after
ring-turn = When it has its turn
ring-total = Total
ring-full-rollout = Full rollout
ring-timeline = Timeline
ring-timeline-help = The bars show 60 days: the rollout in full height, the test in half.
ring-days-left = Days for this ring
ring-days-left-text = All rings together take at most 60 days. Rollout and test of this ring must fit into the days that remain at its order.
ring-days-of-others = Days set by other rings
ring-days-remaining = Remaining days
ring-new = New ring
ring-create = Create ring
ring-edit = Edit the ring
ring-created = The ring was created.
ring-deleted = The ring was deleted. Its rooms are in General.
ring-empty = No rooms in this ring
ring-empty-text = Rooms that are moved here leave the ring they were in.
ring-rooms-help = A room is in exactly one ring: it leaves the one it was in. Rooms that are in this ring already are left out.
ring-move-rooms = Move rooms here
ring-move-to = Move rooms to { $name }
ring-move-room = Move to another ring
ring-move = Move
ring-rooms-moved = The rooms were moved.
ring-delete-question = Delete { $name }?
ring-delete-text = The ring is deleted for good.
ring-delete-rooms = { $count ->
    [0] No room that you see is in it.
    [one] 1 room moves to General.
   *[other] { $shown } rooms move to General.
  }
ring-customers-count = { $count ->
    [one] 1 tenant
   *[other] { $shown } tenants
  }
ring-customers-none-chosen = Choose customers first.
ring-set-days = Set days
ring-set-days-text = Days of the rings that every organization has. A field that you leave empty stays as it is at each customer.
ring-set-days-review = Review changes
ring-set-days-effect = Each customer is decided on its own: all of its rings below change, or none. Nothing has been changed yet.
ring-set-days-changes = Changes
ring-set-days-not-here = Not possible
ring-set-days-same = Stays as it is
ring-set-days-again = Change the days
rings-none-customers = No update rings to see
rings-none-customers-text = No customer has given you the right to view its update rings.
