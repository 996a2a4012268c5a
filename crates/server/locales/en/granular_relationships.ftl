# Granular relationships: what partners ask for and customers approve.

granular-relationship = Granular relationship
granular-text = Directory roles that customers let groups of your organization hold, for a time. They open rooms only where a Global administrator of the customer switched that on.
granular-find = Find a relationship by name
granular-any = All
granular-state-draft = Drafts
granular-state-waiting = Waiting for approval
granular-state-active = In force
granular-state-ended = Ended
granular-none = No granular relationships
granular-none-text = Ask a customer for the directory roles you need, and no more.
granular-new = New granular relationship
granular-form-text = A draft that the customer does not see before you finalize it and send the link.
granular-edit = Edit draft
granular-name-help = The customer reads it too. Letters, digits, dashes and underscores; unique among yours.
granular-customer = Tenant ID of the customer
granular-customer-help = Then only this organization can approve. Without it, whoever gets the link can.
granular-duration = Duration in days
granular-extends = Extends itself
granular-extends-choice = Extend by 180 days at the end, again and again
granular-extends-help = Not possible with Global Administrator. Either side can switch it later.
granular-roles = Directory roles
granular-roles-help = Ask for the least that does the work. The customer approves all of them or none.
granular-opens-people = Looks people up in the customer’s directory
granular-opens-people-own = Looks people up in your directory
granular-opens-rooms = Works in the customer’s rooms, once the customer switches that on
granular-opens-rooms-own = Works in your rooms, once a Global administrator of your organization switches that on
granular-opens-nothing = Opens nothing in Steward
granular-roles-rest = { $count ->
    [one] { $shown } more role, which opens nothing in Steward
   *[other] { $shown } more roles, which open nothing in Steward
  }
granular-ends = Ends
granular-not-yet = Not yet
granular-whoever = Whoever gets the link
granular-drafted = Drafted
granular-extension-several = Extension of the chosen ones
granular-extension-on = Extend automatically
granular-extension-on-question = Let { $name } extend itself?
granular-extension-on-text = At its end the relationship goes on for 180 days, again and again, until one side switches that off or ends it.
granular-extension-off = Do not extend
granular-extension-off-question = Let { $name } end at its end?
granular-extension-off-text = The relationship ends on its last day. Both sides are reminded 30, 7 and 1 day before.
granular-finalize = Finalize
granular-finalize-question = Finalize { $name }?
granular-finalize-text = Nothing of it can be changed afterwards. You get the link for the customer, who has 90 days to approve.
granular-discard = Discard draft
granular-discard-question = Discard { $name }?
granular-discard-text = The draft is gone. The customer never saw it.
granular-end = Remove roles
granular-end-question = End { $name }?
granular-end-text = At once nobody of the partner holds roles by it any more. It cannot be revived; the reseller relationship and what was bought stay.
granular-message = Message to the customer
granular-message-title = Message to the customer
granular-message-text = Send this to a Global administrator of the customer. Change the text as you like, but keep the link: it is the request.
granular-draft-subject = { $partner } asks for directory roles
granular-draft =
    Hello,

    { $partner } would like to help you with certain directory roles. Please open this link as Global administrator of your organization, check the roles and the duration, and approve:

    { $link }

    You can end it at any time under Settings > Partner relationships.

    Kind regards
    { $name }
granular-assign = Assign to group
granular-assign-text = Members of the group hold the roles at the customer, also those in groups in it.
granular-assignments = Access assignments
granular-assignments-none = Nobody holds anything by it until roles are assigned to a group.
granular-group = Security group
granular-group-gone = Deleted group
granular-find-group = Find a group
granular-groups-none = No groups found
granular-change = Change
granular-change-of = Change the roles of { $name }
granular-take = Take back
granular-take-of = Take back what { $name } holds
granular-take-question = Take back what { $name } holds?
granular-take-text = At once members of the group hold nothing by this relationship any more.
granular-status-created = Draft
granular-status-approvalPending = Waiting for approval
granular-status-approved = Approved
granular-status-activating = Being set up
granular-status-active = In force
granular-status-expiring = Expiring
granular-status-expired = Expired
granular-status-terminationRequested = Ending
granular-status-terminating = Ending
granular-status-terminated = Ended
granular-means-created = A draft. The customer does not know of it.
granular-means-approvalPending = Send the link. A request that nobody answers is gone after 90 days.
granular-means-approved = The customer approved. It is in force in a moment.
granular-means-activating = It is in force in a moment.
granular-means-active = Members of the groups below hold these roles at the customer.
granular-means-expiring = Its time is over. Nobody holds anything by it.
granular-means-expired = Its time is over. It cannot be revived, and stays visible for a year.
granular-means-terminationRequested = One side ended it. Nobody holds anything by it.
granular-means-terminating = One side ended it. Nobody holds anything by it.
granular-means-terminated = One side ended it. It cannot be revived, and stays visible for a year.
granular-assignment-pending = Being set up
granular-assignment-active = In force
granular-assignment-deleting = Being taken back
granular-assignment-deleted = Ended
granular-assignment-error = Without its group
granular-done-drafted = The draft was saved
granular-done-saved = The draft was saved
granular-done-discarded = The draft was discarded
granular-done-finalized = The relationship was finalized
granular-done-agreed = You agreed. Send the customer the link.
granular-done-rejected = You rejected it. Nothing is asked of the customer.
granular-agree = Agree
granular-agree-question = Agree to { $name }?
granular-agree-text = The relationship is yours. With your consent the customer can approve it, once you send the link.
granular-reject = Reject
granular-reject-question = Reject { $name }?
granular-reject-text = Then it is over: no customer can approve it.
granular-prepared-waits = { $name } prepared this relationship for you. No customer can approve it before you agree.
granular-prepared-by = Prepared by
granular-prepare = Request admin relationship
granular-prepare-for = Request admin relationship for { $name }
granular-prepare-text = The relationship will be the reseller’s, not yours. The reseller agrees or rejects; only then can a customer approve it.
granular-done-extension = The extension was switched
granular-done-ended = The relationship was ended
granular-done-assigned = The roles were assigned
granular-done-changed = The roles were changed
granular-done-taken = The assignment was taken back
granular-done-approved = The relationship was approved
granular-done-declined = You declined the request
granular-soon = The relationship comes into force in a moment. Until then nobody of the partner holds anything by it.
granular-granted-text = Directory roles that your organization let partners hold, for a time, and who holds them.
granular-granted-find = Find by partner or name
granular-granted-none-text = One begins when a Global administrator of your organization opens the link of a partner and approves.
granular-approved-by = Approved by
granular-holders = Who holds them
granular-holders-none = Nobody yet: the partner has assigned the roles to no group.
granular-approve-title = { $partner } asks for directory roles
granular-approve-extends = Then it extends itself by 180 days, again and again.
granular-approve-who = Groups of { $partner } hold the roles. Who is in them, { $partner } decides; you see who that is.
granular-approve-never = Your roles, applications and partners stay out of reach; your rooms too, unless a Global administrator of your organization switches that on.
granular-approve-until = You can approve it until { $date }; then the request is gone.
granular-approve-end = You can end it at any time under Settings > Partner relationships.
granular-approve = Approve all
granular-decline-question = Decline { $name }?
granular-decline-text = Nothing of it begins, and nobody can approve it any more. { $partner } reads that it was declined, and can ask anew.
granular-approved-already = Your organization has answered this already
granular-days = { $count ->
    [one] 1 day
   *[other] { $shown } days
  }
granular-approve-days = { $count ->
    [one] It lasts 1 day from your approval on.
   *[other] It lasts { $shown } days from your approval on.
  }
