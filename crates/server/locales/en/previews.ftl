# What a change would do, shown before it is made.

preview-own = Your organization
preview-rights = { $permissions } { $rooms }
preview-on-rooms = { $count ->
    [one] on 1 room
   *[other] on { $shown } rooms
  }
preview-more-people = { $count ->
    [one] and 1 more person; the export has all
   *[other] and { $shown } more people; the export has all
  }
preview-more-places = { $count ->
    [one] and at 1 more customer; the export has all
   *[other] and at { $shown } more customers; the export has all
  }
preview-export = Export this preview (CSV)
preview-whoever = Whoever accepts for { $domain }, and each primary admin they name
preview-invitation-domain = Until somebody of { $domain } accepts, nobody there has access. Whoever accepts names primary admins among their own people; each of them can do this at most, and can pass on no more of it:
preview-invitation-named = Until they accept, the people you named have no access. Each of them becomes primary admin by accepting, can do this at most, and can pass on no more of it:
preview-acceptance = The rooms are named when you have accepted. Choose primary admins and preview to see who of your people gets what.
member-add-question = Add { $member } to { $group }?
member-remove-question = Remove { $member } from { $group }?
member-review-text = This is what the change does to people, as soon as you confirm.
role-members-access = What each of them may do:
preview-delegated = Directory roles there by delegation
