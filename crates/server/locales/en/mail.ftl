# E-mail: what messages say, and where people choose whether and when they get them.

mail = E-mail
mail-not-sent = This server sends no e-mail: its operator has not set a mail server.
assignment-mail-legend = E-mail
assignment-mail-choice = Send e-mail to the members
assignment-mail-help = They are told of tickets in these rooms: at once of critical and important ones, once a day of the rest, unless they chose otherwise.
assignment-mail-on = Members get e-mail about these rooms.
account-mail-text = You get e-mail about the rooms of your roles where the assignment says so, and about notices if you are an administrator.
account-mail-choice = Send me e-mail
account-mail-given = Tell me when somebody else gives me a ticket
account-mail-at-once = At once
account-mail-in-digest = In the daily digest
account-mail-in-digest-help = The digest tells of tickets this bad of which you are not told at once.
account-mail-from-critical = Critical tickets
account-mail-from-important = Important tickets and worse
account-mail-from-warning = Warnings and worse
account-mail-from-recommended = All tickets
account-mail-from-none = No tickets
account-mail-customers-help = Choose none to be told of the tickets of all customers that you see.
assignment-mail-save = Save this choice
account-mail-digest = Hour of the daily digest
account-mail-digest-help = It comes once a day in one message, by the clock of your time zone.
account-mail-quiet = Quiet hours
account-mail-quiet-help = Nothing is sent between these hours; what happens then is sent when they end.
account-mail-quiet-from = From
account-mail-quiet-until = Until
account-mail-never = None
account-mail-saved = Your choice about e-mail was saved.
mail-occasion-ticketOpened = New
mail-occasion-ticketReactivated = Back again
mail-occasion-ticketRaised = Became important
mail-occasion-issueRecorded = Issue recorded
mail-occasion-ticketResolved = Resolved
mail-occasion-ticketClosed = Closed
mail-occasion-ticketGiven = Given to you
mail-subject-own = { $occasion }: { $title }, { $room }
mail-subject-customer = { $occasion }: { $title }, { $room } ({ $customer })
mail-subject-rooms = { $count ->
    [one] { $title } in 1 room
   *[other] { $title } in { $shown } rooms
  }
mail-subject-many = { $count ->
    [one] 1 ticket
   *[other] { $shown } tickets
  }
mail-subject-given = { $count ->
    [one] 1 ticket was given to you
   *[other] { $shown } tickets were given to you
  }
mail-subject-digest = { $count ->
    [one] Daily digest: 1 ticket
   *[other] Daily digest: { $shown } tickets
  }
mail-subject-notices = { $count ->
    [one] 1 notice
   *[other] { $shown } notices
  }
mail-more = { $count ->
    [one] And 1 more ticket:
   *[other] And { $shown } more tickets:
  }
mail-footer-rooms = You get this because a role of yours sends e-mail about its rooms. Choose when you get it, or switch it off: { $address }
mail-footer-given = You get this because somebody gave you a ticket to take care of. Choose whether and when you get it: { $address }
mail-footer-notices = You get this because you are told of notices in Steward. Choose when you get it, or switch it off: { $address }
mail-subject-report = { $report }: { $about }
mail-report-more = { $count ->
    [one] 1 more row is here:
   *[other] { $shown } more rows are here:
  }
mail-footer-report = You get this because you have this report sent to you. Change, pause or end it: { $address }
mail-footer-shared-report = You get this because { $sender } of { $organization } has this report sent to you. See what others send you, and stop it: { $address }
mail-subject-invitation = { $organization }: set up your organization
mail-invitation =
    Hello,

    { $partner } ({ $domain }) added the organization { $organization } to Steward, and named you as its first administrator.

    Your account is { $account }. Open this link to set your password; it works for 24 hours, and the partner never sees it:

    { $link }

    The organization is yours alone. { $partner } asks for a relationship with it: you find that under Settings > Partner relationships, and accept or decline it there. Until you accept, { $partner } can do nothing in it.

    If you do not know { $partner }, do nothing.
mail-footer-invitation = You get this because a partner gave your address to Steward.
# Mail routes: which team is told of which tickets.
mail-routes-text-own = Say which team is told by e-mail of which tickets of your rooms.
mail-routes-text-customers = Say which team is told by e-mail of which tickets of your customers.
mail-routes-who = Who may be told is said by the e-mail choice of assignments. Of those, the members of the team alone are told of tickets that a route takes; where no member of it may be told, everybody else still is.
mail-routes-none = No routes
mail-routes-none-text = Everybody whose assignment sends e-mail is told of its rooms. Make a route to send some tickets to one team.
mail-route-new = New route
mail-route-edit = Edit route
mail-route-team = Team
mail-route-team-help = A security group of your organization; members of groups in it count.
mail-route-customers-help = Choose none to route the tickets of all customers.
mail-route-customers-none = You see no customers, so there are none to choose from here: the route takes the tickets of all customers. Somebody who works for customers can limit it to some of them.
mail-route-customers-stay = You see no customers, so there are none to choose from here: the route stays limited to the customers that were chosen for it.
mail-route-delete = Delete this route?
mail-route-delete-named = Delete the route to { $team }
mail-route-delete-text = Everybody who may be told of these tickets is told of them again.
mail-route-deleted = The route was deleted.
