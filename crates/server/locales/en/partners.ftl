# Partners, invitations and the wizard; words that pages of partners, tenants and roles share.

partner = Partner
rooms = Rooms
security-group = Security group
person-disabled = Disabled
state = State
since = Since
ended = Ended
ended-on = Ended { $date }
reason = Reason
role-members = Members
find = Find
picker-chosen = { $count ->
    [one] Chosen (1)
   *[other] Chosen ({ $shown })
  }
picker-found = { $count ->
    [one] Found (1)
   *[other] Found ({ $shown })
  }
picker-foot = At most 20 of each kind are shown. Type more to narrow.
principals-find = Find people and security groups
scope-legend = Rooms, room groups and places
scope-help = Choose rooms one by one, groups, or places: a room that joins a chosen group or lies in a chosen place is covered from that moment.
scope-all = All rooms, present and future
scope-find = Find rooms, room groups and places
scope-count = { $count ->
    [one] 1 room is covered now
   *[other] { $shown } rooms are covered now
  }
scope-more = { $count ->
    [one] and 1 more
   *[other] and { $shown } more
  }
scope-rooms-now = Rooms covered now
scope-named = Chosen rooms, room groups and places
partners-text = Partners manage rooms of your organization that you choose. You can change the rooms, block a person or remove a partner at any time.
partners-add = Add partner
partners-sent = The invitation was sent
partners-sent-text = You will find the answer here and in your notices.
partners-removed = The partner was removed
partners-removed-text = Its access ended with your click.
partners-empty = No partners yet
partners-empty-text = Invite a partner by its domain and choose the rooms it may manage.
partners-links = Partners of your organization
partners-links-pages = Pages of partners
partners-no-links = No invitation was accepted yet.
invitation = Invitation
invitations = Invitations
invitations-none = No invitations were sent.
invitations-pages = Pages of invitations
invitation-to = Invited
invitation-gives = Gives
invitation-gives-primary-admin = Primary admin of the partner
invitation-sent-at = Sent
invitation-sent-by = Sent by
invitation-expires-at = Expires
invitation-answered = Answered or ended
invitation-withdraw = Withdraw
invitation-withdrawn = The invitation was withdrawn
invitation-again = Send again
invitation-reason-link-ended = The partner link ended.
invitation-reason-domain-removed = The partner lost this domain.
invitation-reason-partner-capability-off = The partner lost the partner capability.
terms-version = Version { $version }
terms-version-label = Terms, version
terms-by = Terms accepted by
terms-hash = Hash of the terms
wizard-partner = Partner
wizard-expiry = Expiry
wizard-control = Change control
wizard-rooms = Rooms
wizard-terms = Terms
wizard-review = Review
wizard-title-partner = Who is invited?
wizard-title-expiry = How long does the invitation wait?
wizard-title-control = Which changes need your approval?
wizard-title-rooms = Which rooms may the partner manage?
wizard-title-terms = What do you agree to?
wizard-title-review = Is everything right?
wizard-text-partner = The partner tells you its domain, or the account names of its people.
wizard-text-expiry = Nothing is extended. After that you can send a new invitation in one step.
wizard-text-control = Each of these changes is carried out at once and written to your audit log.
wizard-text-rooms = The partner sees these rooms and no others.
wizard-text-terms = The version and hash of this text are kept with the invitation.
wizard-text-review = The invitation goes out when you press the button.
wizard-kind = Kind of invitation
wizard-kind-domain-help = Administrators and tenant managers of the partner may answer, and choose its primary admins.
wizard-kind-named-help = One invitation for each person you name. Who accepts becomes primary admin.
wizard-domain = Domain
wizard-domain-help = For example contoso.com. Needed for an invitation by domain.
wizard-people = People
wizard-people-help = Needed for an invitation by name. All must belong to one organization; security groups cannot be invited.
wizard-person-name = Name of person { $number }
wizard-person-upn = Account name of person { $number }
wizard-person-remove = Remove person { $number }
wizard-person-add = Add contact
wizard-named-days = Invitations to named people wait 30 days.
wizard-days = Days until it expires
wizard-days-help = A whole number from 1 to 30. A day has 24 hours.
control-event = Change
control-mode = Approval
wizard-control-all-auto = Automatic for every change
wizard-agree = I agree
wizard-agreed = Agreed, version { $version }
wizard-not-agreed = Not agreed to yet
wizard-open-partner = Open the partner
wizard-open-invitation = Open the pending invitation
wizard-review-note = Before acceptance the partner sees the number of rooms, never their names.
scope-group-mark = Room group
scope-room-mark = Room
scope-place-mark = Place
scope-except = Leave out
scope-except-help = What you choose here is left out, however it would be covered: all rooms but these.
scope-except-find = Find what to leave out
orphaned = No primary admin
orphaned-customer-text = Nobody of the partner can act as primary admin. The partner was told and can name somebody; you can also remove the partner.
orphaned-partner-text = Nobody can act as primary admin of this customer. Tenant managers and administrators may name somebody below.
partner-edit-scope = Change rooms
partner-scope-of = Rooms of { $name }
partner-scope-text = What you take away is out of the partner's sight as soon as you save. To take everything back, remove the partner.
partner-invite = Invite a primary admin
partner-invite-of = Invite a primary admin of { $name }
partner-invite-text = The person becomes primary admin over the rooms of the link by accepting. Nobody else of the partner is told. The invitation waits 30 days.
partner-invite-help = An account of this partner, as the partner told you. Whether somebody holds it is not shown.
partner-invite-preview = The person has no access before they accept. By accepting they become primary admin, can do this at most, and can pass on no more of it:
partner-invite-send = Send invitation
partner-remove = Remove partner
partner-remove-question = Remove the partner { $name }?
partner-remove-text = All access of the partner ends at once. To work together again you need a new invitation.
effect-rooms = { $count ->
    [one] 1 room is no longer in the partner's sight.
   *[other] { $shown } rooms are no longer in the partner's sight.
  }
effect-people = { $count ->
    [one] 1 person loses access.
   *[other] { $shown } people lose access.
  }
effect-assignments = { $count ->
    [one] 1 assignment ends.
   *[other] { $shown } assignments end.
  }
effect-invitations = { $count ->
    [one] 1 waiting invitation is withdrawn.
   *[other] { $shown } waiting invitations are withdrawn.
  }
effect-history = Rooms, their history and the audit log stay as they are.
effect-tickets = Open tickets that its people or teams take care of are nobody’s again; their history tells it.
confirm-typed = Type the name to confirm
confirm-typed-help = Type: { $name }
partner-link = Partner link
partner-its-invitation = The invitation it started with
partner-roles = Partner roles
partner-roles-none = No partner has a role here.
partner-people = People with access
partner-people-text = Everybody of the partner who can see the rooms, security groups resolved.
partner-nobody = Nobody.
has-access = Has access
partner-done-scope = The rooms were changed
partner-done-blocked = The person was blocked
partner-done-application-blocked = The application was blocked
partner-done-unblocked = The block was lifted
block = Block
blocked = Blocked
blocks = Blocked people
blocks-with-applications = Blocked people and applications
block-person = Block { $name }
block-text = The person loses every access to your organization at once, whatever they hold and by whatever way. Only your organization can lift the block.
block-application = Application
block-application-text = The application loses every access to what your organization delegated at once, whether it acts by itself or for people of the partner. Only your organization can lift the block.
block-reason-help = Both sides read it.
unblock = Lift block
unblock-person = Lift block of { $name }
remove-person = Remove { $name }
link-extended = Extended permissions
link-extended-text = Off by default. What you switch on, the primary admins of this partner may do in the rooms of the link, and may pass on there.
link-extended-save = Save permissions
link-extended-none = None.
partner-done-extended = Extended permissions were changed

preview = Preview
preview-title = What this changes
preview-counts = Rights (people × permissions × rooms): { $gained } gained, { $lost } lost.
preview-gains = Comes into sight or gains permissions
preview-loses = Goes out of sight or loses permissions
