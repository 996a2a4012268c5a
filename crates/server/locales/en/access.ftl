# Access: who may do what, and why.

access = Access
access-organization = Organization
access-room-title = Who has access to { $name }
access-room-text = Your own people and those of partners, with what their access comes from.
access-room-text-partner = People of your organization, with what their access comes from.
access-permission = Permission
access-find = Find a name
access-person = Somebody in particular
access-person-help = An account name; the answer says why, or what is missing.
access-count = { $count ->
    [one] 1 person
   *[other] { $shown } people
  }
access-nobody = Nobody
access-nobody-text = Nobody you may know of has this permission on this room.
access-on-behalf = On your behalf
access-on-behalf-text = People of partners who can do this by directory roles that you delegated. They are not in the list below.
access-unknown = { $name } is not known here
access-unknown-text = You can ask about people of your organization, and about people of partners who work for it.
access-allowed = { $name } may do this
access-denied = { $name } may not do this
access-through = Through
access-group-inside = a group inside
access-some-group = a group
access-some-place = a place
access-all-rooms = all rooms
access-by-assignment = { $role } by { $name }
access-link = Link with { $name }: { $rooms }
access-since = Since { $day }.
access-since-until = From { $since } until { $until }.
access-person-link = What { $name } may do
access-person-title = What { $name } may do
access-person-none = No rights here
access-all-of-link = All rooms of the link, which the customer chose.
access-customers = At customers
lack-disabled = The person is disabled.
lack-no-partner = The organization is no partner at the moment.
lack-no-link = No link connects the two organizations.
lack-suspended = The link is suspended.
lack-blocked = The customer blocks the person.
lack-outside-link = The link does not cover this room.
lack-not-extended = The customer has not switched this permission on for the link.
lack-never-for-partners = No partner can hold this permission.
lack-no-role = No role is assigned.
lack-not-in-role = The role does not hold the permission.
lack-outside-scope = The assignment does not cover this room.
lack-not-begun = The assignment begins on { $day }.
lack-ended = The assignment ended on { $day }.
giver-operator = The operator of the server can give it.
giver-global-administrator = A Global administrator of that organization can give it.
giver-customer = Whoever controls partners at the customer can give it.
giver-role-manager = Whoever manages roles there can give it.
giver-named = { $kind } These are: { $names }.
access-day = On which day
access-day-help = Empty means now. A past day is answered from the record, a future one as it will be if nothing changes.
