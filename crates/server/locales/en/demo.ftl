# The demonstration: sample people on the sign-in page, and the tour.

demo-sample-people = Sample people
demo-sample-people-text = One click signs you in as this person. All of them have the password { $password }.
demo-loopback = This demonstration listens on this machine only. Its times are shortened.
demo-duty-operator = Operator of this server
demo-duty-primary-admin = Primary admin at customers
demo-duty-technician = Technician, by a security group
demo-duty-blocked = Technician whom Contoso blocked

tour-start = A short tour
tour-start-1 = Jordan Blake of Contoso: see rooms fail and recover within the first minute. Under Settings > Partners an invitation to Pacific Rooms waits for its answer.
tour-start-2 = Hana Kobayashi of Pacific Rooms: accept it under Tenants, with Marcus Lee as primary admin.
tour-start-3 = Marcus Lee: find the rooms of Contoso in Toronto among those of all customers, and edit one.
tour-start-4 = Jordan Blake again: find that change in the audit log, then block Marcus or remove the partner.
tour-start-5 = Marcus Lee again: the rooms of Contoso are gone.

tour = Tour
tour-title = Try this
tour-hide = Hide the tour
tour-shortened = Times are shortened in this demonstration: rooms report every 5 seconds, count as silent after 15, and a watch period of a minute lasts a second.
tour-others = Sign out to become somebody else.
tour-rooms-live = Within the first minute cameras and displays fail and recover, and some rooms fall silent. The list follows by itself. Open a room to see why.
tour-onboarding = These devices enrolled with your key and wait for you. Open one and enrol it.
tour-partners = Invite a partner by its domain: northwind.example or pacificrooms.example. You choose the rooms it sees. You can change them, block one person, or end it at any time.
tour-audit = Everything your own people and your partners did is here, with values before and after.
tour-groups = Open a group: it shows its rooms, and which partners and roles get their rooms by it.
tour-reader = You see everything and change nothing, so no command is offered.
tour-site = You see the rooms of your site and no others. Open one and edit it.
tour-invitations = Open a pending invitation. You see how many rooms and which rights it offers, and no names of rooms. Accept it with primary admins, or deny it.
tour-tenant-managers = Choose who else may answer invitations. Tenant managers see no rooms.
tour-all-customers = The rooms of all your customers are in one list. Choose one customer in the bar at the top.
tour-edit = Open an unhealthy room and edit it. The customer finds your change in its audit log at once.
tour-roles = See which of your people work at which customer.
tour-no-customers = You have no rights at any customer. If you are Frank Miller: Contoso blocked you, and Amelia Ross of Contoso can lift it under Settings > Partners.
tour-organizations = You see organizations, domains and figures of the server, and none of their rooms, logs or people.
tour-capability = Open Northwind AV Services and switch its partner capability off. Its links are suspended at once, until you switch it on again.
tour-nobody = You have an account and no role. Sign in as an administrator of your organization and give yourself one.
