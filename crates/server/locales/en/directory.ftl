# The directory: users, security groups, directory roles.

directory-count = { $count ->
    [one] 1 entry
   *[other] { $shown } entries
  }
directory-first-page = First page
directory-saved = Saved.
directory-added = Added.
directory-removed = Removed.
directory-deleted = Deleted.
directory-add-to = Add to { $name }
directory-find-principal = Find people and groups
directory-choose-principal = Choose a person or a security group
directory-first-twenty = The first 20 are shown. Search to narrow.
directory-group = Security group
directory-roles-text = Roles over the whole organization. Only Global administrators give and take them.
directory-role-text-global-administrator = Everything in this organization: people, groups, roles, rooms, settings and partners.
directory-role-text-managed-service-administrator = Everything over rooms, settings and partners. Not people, groups and directory roles.
directory-role-text-teams-administrator = Every permission over rooms, settings and partners.
directory-role-text-teams-devices-administrator = Every permission over rooms and settings; not roles, and not your partners.
directory-role-text-global-reader = Sees rooms, groups and roles, and changes nothing.
directory-role-text-user-management-administrator = Manages people and security groups of your organization that neither hold nor confer a right, here or at customers. Gives no roles and reaches no rooms. Only partners have it.
directory-role-nobody = Nobody holds this role directly.
directory-role-take-question = Take the role { $role } from { $name }?
directory-role-take-text = A role that is also held through a security group stays.
members = Members
members-none = Nobody is in this group yet.
members-through-groups = Through other groups
members-through-groups-text = These people are in this group because a member group holds them.
member-add = Add a member
member-remove-named = Remove { $name }
security-groups-text = Groups of people. A role that is given to a group is held by everybody in it.
security-groups-find = Find a security group
security-groups-none = No security groups yet
security-groups-none-text = Put people who do the same work into a group, and give roles to the group.
security-group-add = Add a security group
security-group-edit = Edit the security group
security-group-within = This group is a member of
security-group-delete-text = What the group holds, its members lose. The people themselves stay.
security-group-effect = { $count ->
    [0] Nobody is in the group.
    [one] 1 person loses what the group holds.
   *[other] { $shown } people lose what the group holds.
  }
users-text = The people of your organization who can sign in here.
users-find = Find a user
user-add = Add a user
user-edit = Edit the user
user-record = Record
user-state = State
user-enabled = Enabled
user-disabled = Disabled
user-last-sign-in = Last sign-in
user-created = Added
user-domains = The account name ends with one of your verified domains: { $domains }.
user-enable = Enable
user-disable = Disable
user-was-enabled = The user was enabled.
user-was-disabled = The user was disabled. All sessions ended.
user-disable-question = Disable { $name }?
user-disable-text = The user loses every right and cannot sign in until you enable them again. Roles and memberships are kept.
user-delete-question = Delete { $name }?
user-delete-text = The user is removed with every role and membership, here and at your customers. This cannot be undone.
user-ends-at-once = This takes effect at once
user-effects = What happens
user-effect-sessions = { $count ->
    [0] The user is not signed in.
    [one] 1 session ends.
   *[other] { $shown } sessions end.
  }
user-effect-customer = The user is a primary admin at { $customer }. If nobody else can act there, the customer and your tenant managers are warned.
user-link = Link to set a password
user-link-make = New password link
user-link-once = This link is shown this once
user-link-text = Give it to the person over a channel you trust. It works once, for 24 hours. Earlier links no longer work.
user-password-set = Set
user-password-none = Not set yet
user-no-roles = No directory role is held directly.
user-no-groups = In no security group.
user-no-sessions = The user is not signed in.
user-end-sessions = End all sessions
user-sessions-ended = The session ended.

## Notices about the directory and the partner capability.

notice-administrator-link-made = The operator made an administrator link for { $account }. It opens at { $opens }.
notice-partner-capability-on = Your organization is a partner again. Suspended links work again.
notice-partner-capability-off = Your organization is no longer a partner. Links to customers are suspended and pending invitations withdrawn.
notice-invitation-withdrawn = The invitation to { $domain } was withdrawn: its organization is no longer a partner, or no longer holds this domain.
notice-link-suspended = { $partner } is no longer a partner on this server. Its access to your rooms is suspended.
notice-link-resumed = { $partner } is a partner on this server again. Its access to your rooms works again.
agent-admin-agent = Admin agents
agent-helpdesk-agent = Helpdesk agents
agent-sales-agent = Sales agents
agent-help-admin-agent = Members ask customers for reseller relationships, and are Global administrators of customers that granted delegated admin privileges.
agent-help-helpdesk-agent = Members look customers up, and are Helpdesk administrators of customers that granted delegated admin privileges.
agent-help-sales-agent = Members look customers up and ask them for reseller relationships.
