# One role at many customers at once.

bulk-title = Assign at many customers
bulk-step-role = Role
bulk-step-members = Members
bulk-step-customers = Customers
bulk-step-rooms = Rooms and period
bulk-step-preview = Preview
bulk-title-role = Which role?
bulk-title-members = Who holds it?
bulk-title-customers = At which customers?
bulk-title-rooms = For which rooms, and how long?
bulk-title-preview = Is everything right?
bulk-text-role = Roles that your organization made at its customers. At each customer the role of the same name with the same permissions is assigned.
bulk-text-members = The assignment has the same name and the same members at each customer; who joins a group later holds the role too.
bulk-text-customers = The customers at which you may assign roles.
bulk-text-rooms = One rule for all of them; at each customer it means the rooms that you see there.
bulk-text-preview = This is what would happen at each customer. Nothing is done before you press the button.
bulk-role-at = { $count ->
    [one] At 1 customer
   *[other] At { $shown } customers
  }
bulk-make = Make the role where a customer has none of this name
bulk-make-help = With the same name, description and permissions, as far as you may give them there.
bulk-no-roles = No roles to assign yet
bulk-no-roles-text = Make a role at one customer; then you can assign it at many.
bulk-customers = Customers
bulk-find = Find customers by name or domain
bulk-having = Role at the customer
bulk-having-any = With and without the role
bulk-having-with = With the role
bulk-having-without = Without the role
bulk-lacks-role = no role of this name
bulk-all = Choose all that were found
bulk-none = Choose none of them
bulk-rooms-all = All rooms of each link
bulk-rooms-all-help = Present and future rooms that the customer chose for you.
bulk-rooms-named = Rooms of groups and places with these names
bulk-rooms-named-help = Customers that have none of them get nothing.
bulk-groups = Names of room groups, one a line
bulk-places = Names of places, one a line
bulk-names-help = At each customer those count that exist there and that you see. Upper and lower case are the same.
bulk-outcome = What happens
bulk-would-assigned = Will be assigned
bulk-would-held = Is held already
bulk-would-refused = Will not be assigned
bulk-did-assigned = Assigned
bulk-did-held = Was held already
bulk-did-refused = Not assigned
bulk-makes-role = The role is made there.
bulk-count-assigned = Customers where it is assigned
bulk-count-held = Customers where it is held already
bulk-count-refused = Customers where it is not assigned
bulk-assign = { $count ->
    [one] Assign at 1 customer
   *[other] Assign at { $shown } customers
  }
bulk-csv = Download as CSV
bulk-result = What was done
bulk-result-text = Each customer was decided on its own. What was refused at one changed nothing at the others.
bulk-again = Assign another role
