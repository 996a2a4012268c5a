# Work in the rooms of a customer on its behalf, and the customer's switch for it.

nav-on-behalf = On behalf
face-on-behalf = Rooms of a customer
on-behalf-text = Customers in whose rooms you can act by a directory role that they delegated to your organization. You work in their own portal, and everything stands in their audit log under your name.
on-behalf-none = No customer lets you act in its rooms
on-behalf-none-text = A customer switches this on for your organization on its page of partner relationships; then whoever holds a fitting directory role there finds it here.
on-behalf-roles = Acts as
on-behalf-banner = You act on behalf of { $customer } as { $role }. It sees in its audit log what you do.
on-behalf-leave = Leave
customer-rooms = Rooms
delegated-rooms = Rooms by delegation
delegated-rooms-of = Rooms by delegation for { $name }
delegated-rooms-none = Nothing is delegated
delegated-rooms-off = Off: delegated roles do not open your rooms
delegated-rooms-partly = Some relationships open your rooms, others do not
delegated-rooms-on = On: delegated roles open your rooms
delegated-rooms-text = You can let the directory roles that you delegated to this partner open your rooms too. Its people then work in your portal, apart from what a link gives them.
delegated-rooms-roles = Global Administrator, Teams Administrator and Teams Devices Administrator work on rooms, groups, update rings and tickets as a partner may; Global Reader looks at them. Other roles open no rooms.
delegated-rooms-never = Roles, settings and your controls over partners stay yours alone.
delegated-rooms-link = A link with this partner exists: it stays inside the rooms and permissions of that link.
delegated-rooms-no-link = There is no link with this partner: it reaches all of your rooms.
delegated-rooms-later = Relationships that you approve later, and privileges that you restore, begin with off.
delegated-rooms-open = Let delegated roles open rooms
delegated-rooms-close = Switch off
delegated-rooms-done-opened = Delegated roles open your rooms now
delegated-rooms-done-closed = Delegated roles do not open your rooms any more
