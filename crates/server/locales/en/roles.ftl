# Roles and assignments, of one's own organization and of partners at customers.

role = Role
roles-text = Built-in roles are fixed; you can make further ones. You assign roles to people and security groups, for rooms you choose.
roles-assign = Assign a role
roles-built-in = Built-in roles
roles-permissions = { $count ->
    [one] 1 permission
   *[other] { $shown } permissions
  }
roles-members = { $count ->
    [one] 1 member
   *[other] { $shown } members
  }
roles-in-directory = Given in the directory, always for all rooms.
roles-unassigned = Not assigned.
roles-partner-scope = Rooms and people of this partner
role-help-site-lead = Organizes rooms of a site: groups, reports, tickets.
role-help-site-tech = Works on the rooms you choose.
members-help = People and security groups of your organization; at least one.
members-save = Save members
scope-save = Save rooms
roles-delete-question = End the assignment { $name }?
roles-delete-text = These members lose the rights of this assignment at once.
customer-roles-text = Choose a customer, then who of your organization works there.
customer-roles-choose = Choose a customer
customer-roles-choose-text = Here you then see its roles and who of your organization holds them.
customer-roles-scope = Assigned admins; for all rooms of the link, which the customer chose.
assigned-admins = Assigned admins
customer-roles-empty = No customers
customer-roles-empty-text = You see roles of customers at which you may view roles.
roles-new = New role
roles-custom = Roles of your own
roles-custom-none = No roles of your own yet.
role-permissions = Permissions
role-permissions-help = You can choose what you may do there yourself.
role-delete-question = Delete the role { $name }?
role-delete-text = Its assignments end at once: whoever holds it loses its permissions.
role-delete-name = Delete { $name }
site-lead-profile = What Site Leads may do
site-lead-standard = As published: make and change groups, look after update rings
site-lead-strict = Strict: look at groups, and no update rings
site-lead-save = Save
period-legend = Period
period-help = Without days it counts at once, and without an end. Both days are included.
period-from = First day
period-until = Last day
period-save = Save period
period-since = From { $day }.
period-to = Until { $day }.
period-begins = Begins on { $day }
period-ended = Ended
period-ends-today = Ends today
period-ends-in = { $count ->
    [one] Ends in 1 day
   *[other] Ends in { $shown } days
  }
period-extend = Extend
period-extend-by = { $count ->
    [one] By 1 day, until { $day }
   *[other] By { $count } days, until { $day }
  }
period-extend-month = Extend by 30 days
period-extend-name = Extend by 30 days: { $name }
period-extended = Extended: it now counts until { $day }.
permissions-of-room = Rooms
permissions-of-group = Groups
permissions-of-ring = Update rings
permissions-of-report = Reports
permissions-of-ticket = Tickets
permissions-of-settings = Settings
permissions-of-role = Roles
permission-help-room-view = See rooms with their signals, health, settings and history.
permission-help-room-modify = Edit rooms and their settings, and act on them.
permission-help-room-reset-key = Replace the enrolment key; the old file enrols nothing more.
permission-help-room-download-key = Fetch the enrolment key file and the agent.
permission-help-room-unenroll = Stop monitoring a room, or remove it.
permission-help-room-create = Add a room, and start monitoring an Onboarding one.
permission-help-group-view = See room groups and their members.
permission-help-group-modify = Rename a group, change its members, delete it.
permission-help-group-create = Make room groups.
permission-help-ring-view = See update rings, updates and how far they are.
permission-help-ring-modify = Change rings, move rooms between them, steer updates.
permission-help-report-view = See and export reports.
permission-help-ticket-create = Record an issue with a room.
permission-help-ticket-view = See tickets.
permission-help-ticket-update = Answer tickets, attach files, change their state, close recorded issues.
permission-help-settings-view = See the organization's settings, its partners among them.
permission-help-settings-modify = Change settings: invite, limit, block and remove partners.
permission-help-role-view = See roles, who holds them and where.
permission-help-role-modify = Create, edit, delete and assign roles, never beyond one's own rights.
role-step-role = Role
role-step-permissions = Permissions
role-step-assignment = Assignment
role-step-members = Members
role-step-rooms = Rooms
role-step-review = Review
role-title-role = What is the role called?
role-title-permissions = What does it allow?
role-title-assignment = How is it assigned first?
role-title-members = Who holds it?
role-title-rooms = For which rooms?
role-title-review = Is everything right?
role-text-role = A name that says what it is for. No other role here has it.
role-text-permissions = Whoever holds the role may do all of this, on the rooms of their assignment.
role-text-assignment = One role can have several assignments, each with its own members, rooms and period.
role-text-members = People and security groups of your organization; who joins a group later holds the role too.
role-text-rooms = The members may do what the role allows on these rooms and no others.
role-text-review = The role is made, and counts for its members, when you press the button.
role-copy-of = Copy of { $name }
role-left-out = Left out, because you may not give it here:
role-assign = First assignment
role-assign-now = Assign it now
role-assign-now-help = You choose members and rooms in the next steps.
role-assign-later = Assign it later
role-assign-later-help = The role is made, and nobody holds it yet.
role-assignment-name = Name of the assignment
role-add = Add the role
role-clone = Clone
role-clone-name = Clone { $name }
role-effect-people = People
role-effect-none = Nobody's rights change now.
role-effect-lost = They lose
role-effect-gained = They gain
role-effect-assignments = Assignments of the role
role-review = Change { $name }?
role-review-text = This is what the change does to people, as soon as you save.
roles-compare = Compare roles
roles-compare-one = Role
roles-compare-other = Compared with
roles-compare-only = Only { $name }
roles-compare-permission = Permission
roles-compare-has = Allowed
roles-compare-lacks = Not allowed
roles-compare-differs = Differs
