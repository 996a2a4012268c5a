# The access review: who of partners holds a right here, through what, and when it was last used.

review-text = Everybody of a partner who holds a right at your organization or is to hold one: through which role, rooms and security groups, since when, and when they last did or viewed something here.
review-help = Blocked and disabled people stay on the list, as do assignments that begin later or have ended: with the block lifted or the assignment extended, they would count again. A right is marked as unused where it counts, is at least 90 days old and was not used for 90 days. Views are told up to 15 minutes late.
review-find = Find people
review-through = Through
review-last-used = Last used
review-groups = Through { $groups }
review-since = Since { $day }.
review-rooms-without = { $rooms } – without: { $without }
review-more = { $count ->
    [one] { $names } and 1 more
   *[other] { $names } and { $shown } more
  }
review-count = { $count ->
    [one] 1 person
   *[other] { $shown } people
  }
review-empty = Nobody of a partner has access
review-empty-text = As soon as a partner gives its people a role at your organization, they stand here.
review-state-active = Has access
review-state-upcoming = Begins later
review-state-ended = Has ended
review-state-suspended = Partner link suspended
review-state-disabled = Disabled by the partner
review-state-blocked = Blocked
review-state-unused = Unused for 90 days
review-delegated = Who holds directory roles by delegated admin privileges or granular relationships, or a role on a subscription, stands here too.
review-opens-rooms = In the directory, and in rooms on your behalf
review-directory-alone = In the directory alone
review-on-subscription = Subscription { $subscription }
review-superseded = Gives nothing: granular roles count instead
review-until = Until { $day }.
