# The operator's pages: organizations and the health of the server.

organizations-text = Everybody whose rooms or people live on this server. You see figures, never content.
organizations-figures-only = You see figures of this organization, never its rooms, people or log. What you change here stands in its log.
organizations-new = New organization
organizations-new-text = Check that the domains belong to the organization before you add them here.
organizations-make = Make organization
organizations-made = { $name } was made
organizations-edit = Edit { $name }
organizations-edit-text = Language and time zone are for people added from now on; nobody's own choice changes.
organizations-find = Find organizations
organizations-find-by = Name or domain
organizations-partner = Partner capability
organizations-partners = Partners only
organizations-no-partners = No partners
organizations-domains = Domains
organizations-domain = Domain
organizations-country = Country
organizations-country-help = Two letters, such as KR.
organizations-language = Language
organizations-time-zone = Time zone
organizations-time-zone-help = Such as Asia/Seoul.
organizations-people = People
organizations-rooms = Rooms
organizations-links = Links
organizations-created = Created
organizations-identifier = Identifier
organizations-runs-server = runs this server
organizations-record = Record
organizations-figures = Figures
organizations-on = On
organizations-off = Off
organizations-count = { $count ->
    [one] 1 organization
   *[other] { $shown } organizations
  }
organizations-domains-text = By its domains its people sign in, and by them it is invited as a partner.
organizations-domains-help = One on each line, such as contoso.example. A domain belongs to one organization at most.
organizations-domain-new = Another domain
organizations-domain-help = Check first that it belongs to the organization.
organizations-domain-add = Add domain
organizations-domain-remove = Remove { $domain } from { $name }?
organizations-domain-remove-do = Remove domain
organizations-domain-in-use = People have account names in this domain. Nothing was changed. They get other account names or are deleted first.
organizations-domain-remove-people = It is possible only while nobody has an account name in it.
organizations-domain-remove-invitations = Invitations by this domain that wait for an answer are withdrawn. The customers are told.
organizations-domain-remove-links = Links that exist stay as they are.
organizations-what-happens = What happens
organizations-first-administrator = First administrator
organizations-first-administrator-help = This person becomes Global administrator and gets a one-time link to set a password.
organizations-link-for = One-time link for { $account }
organizations-link-text = It is shown this once. Hand it over by a way you trust; whoever opens it sets the password. It works once.
organizations-link-opens = The link opens on { $time }.
organizations-link-told = The administrators of the organization can sign in, so they were told and have until then to object.
organizations-link-done = To the organization
organizations-partner-text = A partner is invited by customers and manages rooms of theirs. Without the capability, nobody can invite the organization.
organizations-partner-on = Switch on
organizations-partner-off = Switch off
organizations-partner-on-title = Switch on the partner capability of { $name }?
organizations-partner-off-title = Switch off the partner capability of { $name }?
organizations-partner-on-invited = Customers can invite the organization by its domains.
organizations-partner-on-links = Suspended links to customers are resumed, at once and with their former rooms.
organizations-partner-on-told = Its administrators and those of the customers concerned are told.
organizations-partner-off-links = All links to its customers are suspended: its people lose every right there at once.
organizations-partner-off-invitations = Invitations that wait for its answer are withdrawn.
organizations-partner-off-told = Its administrators and those of the customers concerned are told.
organizations-partner-off-undone = Switched on again, suspended links are resumed; withdrawn invitations are not.
organizations-links-now = { $count ->
    [one] The organization is part of 1 live link now, as customer or as partner.
   *[other] The organization is part of { $shown } live links now, as customer or as partner.
  }
organizations-administrator-link = Administrator link
organizations-administrator-link-make = Make link
organizations-administrator-link-made = A link for { $name } was made
organizations-administrator-link-text = For an organization whose administrators cannot sign in any more. The link opens at once while none of them can sign in; else it opens after 24 hours, and the administrators are told.
organizations-administrator-account-help = A Global administrator of the organization, or a new person in one of its domains. Nobody else with an account becomes administrator this way.
operator-health-text = Figures of the whole server.
operator-health-partners = { $count ->
    [one] 1 of them is a partner
   *[other] { $shown } of them are partners
  }
operator-health-sessions = { $count ->
    [one] 1 signed-in browser
   *[other] { $shown } signed-in browsers
  }
operator-health-heard = { $count ->
    [one] 1 of them was heard within the last minutes
   *[other] { $shown } of them were heard within the last minutes
  }
operator-health-pending = { $count ->
    [one] 1 invitation waits for an answer
   *[other] { $shown } invitations wait for an answer
  }
operator-health-last-report = Last report of a device
