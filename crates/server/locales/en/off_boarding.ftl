# What partners hold, the end of all of it, and the signed records.

holdings = What partners hold
holdings-of = What { $name } holds
holdings-some = Hold something
holdings-nothing = Holds nothing
holdings-delegated = Directory roles
holdings-nothing-text = The partner holds nothing in your organization, and nothing waits for an answer.
holdings-granular = { $count ->
    [one] 1 granular relationship
   *[other] { $shown } granular relationships
  }
holdings-subscription-roles = { $count ->
    [one] 1 role on subscriptions
   *[other] { $shown } roles on subscriptions
  }
holdings-invitations = { $count ->
    [one] 1 invitation waits
   *[other] { $shown } invitations wait
  }
holdings-requests = { $count ->
    [one] Waits for your answer: 1 request
   *[other] Waits for your answers: { $shown } requests
  }
holdings-off-boarded = Everything was ended on { $date }
holding-link = Link
holding-role = Partner role
holding-assignment = Role assignment
holding-resellerRelationship = Reseller relationship
holding-delegatedAdminPrivileges = Delegated admin privileges
holding-granularRelationship = Granular relationship
holding-accessAssignment = Access assignment
holding-delegatedRooms = Rooms by delegation
holding-subscriptionRole = Role on a subscription
holding-invitation = Invitation
holding-granularRequest = Request for a granular relationship
holding-application = Application of the partner
holding-of = Part of { $name }
holding-opens-rooms = Opens your rooms
holding-ends-with-link = Ends with its link
holding-ends-with-relationship = Ends with its relationship
holding-ends-with-reseller = Ends with the reseller relationship
holding-ends-withdrawn = Withdraw it
holding-ends-closed = Close it
holding-end = End
holding-since = Since { $date }
holdings-clients = Who uses it, and with what
holdings-people = People of the partner
holding-people = Show people
holding-people-of = People of { $name }
holding-people-text = Everybody of this partner who holds anything in your organization, directly or through a group. Whoever is blocked can use none of it, until you lift the block.
holding-way = By
holdings-tokens = Access tokens of these people
holdings-webhooks = Webhooks that tell the partner
holdings-applications = Applications of the partner
holding-applications = Block an application
holding-applications-text = Programs of the partner that can act on the roles you granted to it, by themselves or for its people. Whatever is blocked can use none of it, until you lift the block.
holdings-autopilot-devices = { $count ->
    [one] 1 device was added by the partner
   *[other] { $shown } devices were added by the partner
  }
holdings-clients-text = Tokens and webhooks act by the rights of these people. They end with them.
holdings-asked = Asked for
holdings-asked-text = The partner asks for these granular relationships. They give nothing unless a Global administrator of your organization approves them.
holdings-asked-until = Can be approved until { $date }
holdings-past = Before
off-board = End everything
off-board-who = Only Global administrators of your organization can end everything at once.
off-board-question = End everything that { $name } holds?
off-board-text = At once nobody of the partner can do or see anything in your organization any more. This cannot be undone; a new relationship needs a new invitation or request.
off-board-ends = What ends
off-board-effects = What that means
off-board-stays = What stays
effect-tokens = { $count ->
    [one] 1 access token reaches nothing here any more.
   *[other] { $shown } access tokens reach nothing here any more.
  }
effect-webhooks = { $count ->
    [one] 1 webhook tells nothing of your organization any more.
   *[other] { $shown } webhooks tell nothing of your organization any more.
  }
effect-bought = What you bought stays yours; nobody sells or renews through this partner any more.
effect-applications = Applications of the partner can act on nothing here any more.
effect-autopilot = What the reseller relationship opens of Windows Autopilot ends:
effect-requests = What the partner asks for is declined.
effect-record = You get a signed record that names what ended and what is left.
off-boarding-records = Off-boarding records
off-boarding-record = Off-boarding record
off-boarding-records-text = Signed records of what ended when everything of a partner was ended, and of what was left.
off-boarding-records-none = No off-boarding records
off-boarding-records-none-text = A record is made when you end everything that a partner holds.
off-boarding-record-of = Off-boarding of { $name }
off-boarding-done = { $name } holds nothing in your organization any more
off-boarding-issued = Ended on
off-boarding-by = Ended by
off-boarding-ended = What ended
off-boarding-log = Audit log before
off-boarding-signature = Signature
off-boarding-genuine = Made by this Steward and unchanged
off-boarding-not-genuine = The signature does not match. The record was changed, or the seal key of that time is gone.
off-boarding-download = Download signed record
residue = Residue
residue-some = Something is left
residue-none = Nothing is left
residue-none-text = Nothing is left: no right, no key, no copy, nothing set by people of the partner.
residue-text = No right is left. Look after these:
residue-last = Latest: { $date }
residue-enrolmentKey = Enrolment key downloads
residue-help-enrolmentKey = People of the partner downloaded the current key and may have kept it. Reset it.
residue-copies = Exports and downloads
residue-help-copies = Files that people of the partner took with them. The audit log names each.
residue-suppressions = Suppressions
residue-help-suppressions = Set by people of the partner and still in force: such rooms raise no tickets.
residue-maintenanceWindows = Maintenance windows
residue-help-maintenanceWindows = Set by people of the partner and not over.
residue-runningJobs = Jobs under way
residue-help-runningJobs = Devices are doing what people of the partner asked for. What they had not begun is not handed out any more.
residue-rollouts = Rollouts
residue-help-rollouts = Begun by people of the partner and not over. Pause them or begin them anew.
residue-rooms = Rooms
residue-help-rooms = Made by people of the partner. Delete those you do not want.
residue-roomGroups = Room groups
residue-help-roomGroups = Made by people of the partner. Look at which roles name them before you delete those you do not want.
residue-subscriptions = Subscriptions
residue-help-subscriptions = Provisioned by the partner; they are yours and go on. Its roles on them are gone.
residue-resources = Resources
residue-help-resources = Made by people of the partner in your subscriptions. Delete those you do not want.
residue-licences = Licences
residue-help-licences = Given by people of the partner to people of yours. Withdraw those you do not want.
residue-people = People in your directory
residue-help-people = Added by the partner, or with a password that it had a hand in. Confirm those you know, disable the others.
residue-changedPeople = Changed people
residue-help-changedPeople = People in your directory whom people of the partner changed, enabled or disabled. Look at those you do not expect.
residue-groups = Security groups
residue-help-groups = Made by the partner. Look at who is in them before you give them anything.
residue-groupMembers = Members of your groups
residue-help-groupMembers = Put by people of the partner into groups that you made. Take out those who do not belong there.
residue-autopilotDevices = Autopilot devices
residue-help-autopilotDevices = Added by the partner. They are yours and set themselves up for your organization. Remove those that are not.
residue-autopilotProfiles = Autopilot profiles
residue-help-autopilotProfiles = Made by the partner. Devices still take them; change or delete those you do not want.
reseller-end = End reseller relationship
reseller-end-question = End the reseller relationship with { $name }?
reseller-end-text = At once the partner cannot sell to your organization or act in it by this relationship, delegated admin privileges and Windows Autopilot included. What you bought stays. A new relationship needs a new request. Roles on subscriptions stay until you remove them.
reseller-done-ended = The reseller relationship was ended
