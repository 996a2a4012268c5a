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
customer-roles-empty = No customers
customer-roles-empty-text = You see roles of customers at which you may view roles.
roles-new = New role
roles-custom = Roles of your own
roles-custom-none = No roles of your own yet.
role-permissions = Permissions
role-permissions-help = You can choose what you may do there yourself.
role-made = The role was made. Say now who holds it, and for which rooms.
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
