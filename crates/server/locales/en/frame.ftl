# The frame around every page, errors, faults beside fields, times.

skip-to-content = Skip to the content
skip-to-list = Skip to the list
menu = Menu
close-menu = Close menu
brand-start = Steward, start page
face-rooms = Rooms
face-partner = Partner
face-operator = Operator
all-tenants = All tenants
find-tenant = Find a tenant
my-account = My account
sign-out = Sign out
notices-unread = { $count ->
    [0] Notices
    [one] Notices, 1 unread
   *[other] Notices, { $shown } unread
  }

nav-settings = Settings
nav-incidents = Incidents
nav-rooms = Rooms
nav-groups = Groups
nav-update-rings = Update rings
nav-places = Places
nav-users = Users
nav-security-groups = Security groups
nav-directory-roles = Directory roles
nav-general = General
nav-signals = Signals
nav-roles = Roles
nav-partners = Partners
nav-access-review = Access review
nav-audit-logs = Audit logs
nav-tenants = Tenants
nav-customer-incidents = Incidents
nav-customer-rooms = Rooms
nav-customer-groups = Groups
nav-customer-update-rings = Update rings
nav-customer-roles = Roles
nav-tenant-managers = Tenant managers
nav-organizations = Organizations
nav-health = Server health

save = Save
cancel = Cancel
back = Back
next = Next
close = Close
add = Add
edit = Edit
delete = Delete
remove = Remove
search = Search
show = Show
copy = Copy
copied = Copied
export-csv = Export CSV
export-json = Export JSON
optional = (optional)
yes = Yes
no = No
none = None
all = All
name = Name
description = Description
changes-saved = Your changes were saved.
remove-filter = remove filter
remove-all-filters = Remove all
filters-in-force = Filters in force
where-you-are = Where you are
commands = Commands
pages = Pages
steps = Steps
step-of = Step { $step } of { $steps }
step-done = done
selected = Selected
select-all-on-page = Select all on this page
select-row = Select { $name }
nothing-found = Nothing found
nothing-found-text = Nothing fits the search and filters in force.

time-just-now = just now
time-minutes-ago = { $count ->
    [one] 1 minute ago
   *[other] { $shown } minutes ago
  }
time-hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $shown } hours ago
  }
time-days-ago = { $count ->
    [one] 1 day ago
   *[other] { $shown } days ago
  }
time-never = never

error-start = To the start page
error-request-id = If you ask for help, give this request identifier:
error-wait = { $count ->
    [one] Try again in 1 second.
   *[other] Try again in { $shown } seconds.
  }
error-title-400 = This request cannot be read
error-title-401 = Please sign in
error-title-403 = You may not do this
error-title-404 = Nothing here for you
error-title-409 = This is not possible now
error-title-410 = This has ended
error-title-412 = Somebody else changed this meanwhile
error-title-413 = This is too large
error-title-422 = Some values are not right
error-title-429 = Too many attempts
error-title-500 = Steward made a mistake
error-title-503 = Steward cannot answer now

error-unauthenticated = Sign in to go on.
error-forbidden = A permission is missing.
error-not-found = This does not exist, or it is outside what you may see.
error-conflict = This conflicts with something that exists already.
error-already-exists = This exists already.
error-already-linked = This partner manages rooms of your organization already. Change its rooms instead.
error-invalid-state = This is no longer possible in the present state.
error-room-busy = The room is in a meeting. Nothing was done. Say why it cannot wait, or choose the night.
error-system-closed-only = Tickets of signals are closed by the system alone.
error-last-member = At least one primary admin must remain.
error-built-in-role = A built-in role cannot be changed or deleted.
error-expired = The invitation has run out.
error-withdrawn = The invitation was withdrawn.
error-etag-mismatch = Somebody changed this after you opened it. Nothing was saved. Open it again and repeat your change.
error-etag-required = The version you read (If-Match) is required.
error-idempotency-key-reused = This Idempotency-Key was used for another request. Take a new one for each request.
error-invalid-value = Some values are not right. Nothing was saved.
error-not-a-partner = No partner can be invited by this domain.
error-self-invitation = This is your own domain. You cannot invite your own organization.
error-not-a-user = An account name looks like name@example.com.
error-mixed-partners = All named people must belong to one organization.
error-mixed-kinds = An invitation goes to a domain or to named people, not to both.
error-primary-admin-required = Choose at least one person who can act as primary admin.
error-empty-scope = Choose at least one room.
error-exceeds-own-permissions = You cannot give rights that you do not hold here.
error-role-missing = There is no role of this name at the customer.
error-role-differs = The role of this name allows something else at the customer.
error-nothing-so-named = The customer has no group or place of these names that you see.
error-link-suspended = The link to the customer is suspended; nothing changes there until it is resumed.
error-group-cycle = A security group cannot contain itself, directly or through others.
error-not-extendable = This permission cannot be switched on for a partner.
error-place-in-use = Places or rooms lie in this place; rooms that are no longer monitored count too. Move or delete them first.
error-preset-ring = Staging, General and Executive keep their names and cannot be deleted. Staging stays first, Executive last.
error-ring-out-of-scope = Rooms of this ring, or of the organization, are outside what you may change. A ring changes for all of its rooms at once.
error-last-administrator = At least one Global administrator who can sign in must remain.
error-key-invalid = The enrolment key is not valid.
error-enrolled-elsewhere = The device is enrolled in another organization.
error-too-many-onboarding = Too many rooms wait for an administrator. Enrol or remove some first.
error-credential-invalid = The device credential is not valid.
error-read-only-token = This token may only read.
error-sign-in-failed = The account name or the password is wrong.
error-link-invalid = This link was used, has run out, or never existed. Ask for a new one.
error-link-not-yet = This link opens later, because administrators of the organization can sign in. They were told about it.
error-too-many-requests = Too many attempts.
error-malformed = The request cannot be read.
error-file-too-large = The file is too large.
error-unsupported-file = Files of this kind are not taken: attach a picture, a video, a PDF, text or an archive.
error-too-large = The request is too large.
error-form-expired = The form is too old or was not sent from this portal. Nothing was changed. Open the page again and repeat.
error-method-not-allowed = This address does not know that method.
error-unavailable = Steward is busy. Try again in a moment.
error-internal-error = Nothing was changed. The mistake was written to the server's log.
error-bad-query = The query cannot be read.
error-confirmation-required = Please confirm this step.

fault-of-field = { $field }: { $text }
fault-required = A value is required.
fault-too-long = At most { $detail } characters.
fault-file-too-large = At most { $detail } MB.
fault-too-many = At most { $detail } at once.
fault-bad-characters = This holds characters that are not possible here.
fault-not-an-account = An account name looks like name@example.com.
fault-not-a-domain = A domain name looks like example.com.
fault-unknown-value = This is not one of the possible values.
fault-out-of-range = Give a whole number { $detail }.
fault-not-settable = This signal has no such value.
fault-too-many-days = Rollout and test together may take at most { $detail } days at this order.
fault-not-monitored = { $detail } is not monitored, so that no issue can be recorded for it.
fault-in-the-past = Choose a day that is not past.
fault-not-degrees = Give degrees within { $detail }, such as 52.52.
fault-coordinates-incomplete = Latitude and longitude go together: fill in both or neither.
fault-unknown-reference = Something chosen here does not exist, or is outside what you may see.
fault-out-of-scope = Without a place the new room would be outside of what you work on here. Choose a place; if none is offered, ask the customer to add the room.
fault-name-taken = This name is taken.
fault-domain-not-verified = The domain is not one of your organization's verified domains.
fault-weak-password = Use at least { $detail } characters, no common password and not your name.
fault-passwords-differ = The two passwords differ.
fault-terms-required = Accept the terms to go on.
fault-not-a-time-zone = This is not a time zone, such as Asia/Seoul.
fault-place-does-not-fit = A place of this kind cannot lie there.
fault-bad-period = Choose a period of at most 180 days that ends after it starts.
fault-not-a-time = Give a day, or a moment like 2027-01-31T17:00:00Z.
fault-not-a-time-of-day = Give a time of day like 02:30.
fault-room-busy = The room is in a meeting: say why this cannot wait.
fault-ends-too-early = The end must be after the beginning, and not be past.
fault-ends-too-late = Choose an end within one year from now.
fault-bad-query = This cannot be read: { $detail }
fault-malformed = This cannot be read: { $detail }
fault-confirmation-required = Please confirm this step.

grantor-room-view = You lack Rooms: View. Whoever manages roles there can give it.
grantor-room-modify = You lack Rooms: Modify. Whoever manages roles there can give it.
grantor-room-reset-key = You lack Rooms: Reset key. A Managed Service Administrator of the organization can do this.
grantor-room-download-key = You lack Rooms: Download key. Whoever manages roles there can give it.
grantor-room-unenroll = You lack Rooms: Unenrol. Whoever manages roles there can give it.
grantor-room-create = You lack Rooms: Create. Whoever manages roles there can give it.
grantor-group-view = You lack Group management: View. Whoever manages roles there can give it.
grantor-group-modify = You lack Group management: Modify. Whoever manages roles there can give it.
grantor-group-create = You lack Group management: Create. Whoever manages roles there can give it.
grantor-ring-view = You lack Update ring management: View. Whoever manages roles there can give it.
grantor-ring-modify = You lack Update ring management: Modify. Whoever manages roles there can give it.
grantor-report-view = You lack Reports: View. Whoever manages roles there can give it.
grantor-ticket-create = You lack Create customer incident. Whoever manages roles there can give it.
grantor-ticket-view = You lack Ticket management: View. Whoever manages roles there can give it.
grantor-ticket-update = You lack Ticket management: Update. Whoever manages roles there can give it.
grantor-settings-view = You lack Settings: View. A Managed Service Administrator or Global administrator of the organization has it.
grantor-settings-modify = You lack Settings: Modify. A Managed Service Administrator or Global administrator of the organization has it.
grantor-role-view = You lack Role management: View. Whoever manages roles there can give it.
grantor-role-modify = You lack Role management: Modify. Whoever manages roles there can give it.
grantor-service-administrator = This is for the Managed Service Administrators and Global administrators of your organization.
grantor-global-administrator = This is for the Global administrators of your organization.
grantor-tenant-manager = This is for tenant managers, Managed Service Administrators and Global administrators of your organization.
grantor-primary-admin = This is for primary admins of that customer.
grantor-partner-capability = Your organization is not a partner on this Steward. Partners manage rooms of their customers here; ask the operator of this server how to become one.
grantor-operator = This is for the operator of this server.

health-healthy = Healthy
health-unhealthy = Unhealthy
health-unmonitored = Unmonitored
health-suppressed = Suppressed
health-onboarding = Onboarding
health-warning = Warning
permission-room-view = Rooms: View
permission-room-modify = Rooms: Modify
permission-room-reset-key = Rooms: Reset key
permission-room-download-key = Rooms: Download key
permission-room-unenroll = Rooms: Unenrol
permission-room-create = Rooms: Create
permission-group-view = Group management: View
permission-group-modify = Group management: Modify
permission-group-create = Group management: Create
permission-ring-view = Update ring management: View
permission-ring-modify = Update ring management: Modify
permission-report-view = Reports: View
permission-ticket-create = Create customer incident
permission-ticket-view = Ticket management: View
permission-ticket-update = Ticket management: Update
permission-settings-view = Settings: View
permission-settings-modify = Settings: Modify
permission-role-view = Role management: View
permission-role-modify = Role management: Modify
role-managed-service-administrator = Managed Service Administrator
role-site-lead = Site Lead
role-site-tech = Site Tech
role-primary-admins = Primary admins
role-global-administrator = Global administrator
role-teams-administrator = Teams Administrator
role-teams-devices-administrator = Teams Devices Administrator
role-global-reader = Global Reader
role-tenant-manager = Tenant manager
