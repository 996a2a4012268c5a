# Room groups: list, detail, form, and rooms that join or leave.

groups-none = No groups yet
groups-none-text = Put rooms that belong together into a group. Lists can then be narrowed to it, and partners and roles can be given its rooms.
groups-none-customers = No group of a customer holds a room that you see.
groups-count = { $count ->
    [one] 1 group
   *[other] { $shown } groups
  }
group-find = Find a group
group-new = New group
group-create = Create group
group-edit = Edit the group
group-description-help = What its rooms have in common.
group-health = Health of these rooms
group-empty = No rooms in this group yet
group-empty-text = Choose the rooms that belong together. A room can be in many groups.
group-chosen = Rooms chosen
group-by-hand = By hand
group-by-place = All rooms in { $name }
group-by-tag = All rooms with the tag { $name }
group-by-rule-text = Rooms join and leave this group by themselves, also those to come. Nobody adds or removes them by hand.
group-empty-rule-text = Rooms that its rule chooses join by themselves.
group-rule = Which rooms are in it
group-rule-help = By a place or a tag rooms join and leave by themselves, also those to come. If you choose by hand again, the rooms that are in it stay.
group-rule-hand = Rooms chosen by hand
group-rule-place = All rooms in a place, at any depth
group-rule-tag = All rooms with a tag
group-rule-rooms = { $count ->
    [one] 1 room is chosen by this.
   *[other] { $shown } rooms are chosen by this.
  }
group-rule-joining = { $count ->
    [one] 1 room joins.
   *[other] { $shown } rooms join.
  }
group-rule-leaving = { $count ->
    [one] 1 room leaves.
   *[other] { $shown } rooms leave.
  }
group-rule-review = Nothing is saved yet. Save once more if it is right.
group-created = The group was created.
group-deleted = The group was deleted.
group-add-rooms = Add rooms
group-remove-rooms = Remove from the group
group-rooms-first = Its first rooms. Others can join later, and a room can be in many groups.
group-rooms-further = Rooms that are in the group already are left out.
group-rooms-added = The rooms are in the group.
group-rooms-removed = The rooms left the group.
group-add-to = Add rooms to { $name }
group-add-question = Add these rooms to { $name }?
group-remove-question = Remove these rooms from { $name }?
group-step-add = Add
group-step-remove = Remove
group-uses = Scopes that name this group
group-uses-text = A room that joins the group enters these scopes at once, and a room that leaves it leaves them.
group-uses-none = No scope names this group.
group-uses-unknown = Scopes of partners and roles may name this group. Whoever sees rooms through them gains or loses these rooms at once.
group-use-link = Partner
group-use-partner-role = Role of a partner
group-use-role = Assignment
group-use-invitation = Pending invitation
group-effects = Who gains or loses sight
group-effect-none = Nobody at a partner gains or loses sight of a room.
group-effect-gain = { $count ->
    [one] 1 person will see rooms that were out of sight:
   *[other] { $shown } people will see one or more rooms that were out of sight:
  }
group-effect-lose = { $count ->
    [one] 1 person will no longer see:
   *[other] { $shown } people will no longer see one or more of these:
  }
group-delete-question = Delete { $name }?
group-delete-text = The group is deleted for good. Its rooms stay.
group-delete-scopes = Scopes that name the group lose it. A scope that names nothing else then covers no room and grants nothing.
groups-chosen = { $count ->
    [one] 1 group chosen
   *[other] { $shown } groups chosen
  }
groups-none-chosen = Choose groups first.
