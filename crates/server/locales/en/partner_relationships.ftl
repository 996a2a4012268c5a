# Partners from which an organization buys, and what is delegated to them.

partner-relationships-text = Everything that partners hold in your organization: rooms, roles, directory roles, what is delegated, and what waits for an answer. Each can be ended, and all of it at once.
partner-relationships-find = Find a partner
partner-relationships-any = All
partner-relationships-none = No partner relationships
partner-relationships-none-text = A partner appears here once you invite it, or accept what it asks for.
relationship-live = In force
relationship-ended = Ended
relationship-accepted-by = Accepted by
relationship-means = Meaning
relationship-reseller-text = The partner may sell to your organization. This alone gives no access to people, rooms or services.
privileges-were = The partner has no delegated admin privileges any more.
privileges-never = The partner has no delegated admin privileges.
privileges-ended = Ended
privileges-ended-by-customer = by your organization
privileges-ended-by-partner = by the partner
privileges-ended-by-system = by Steward, because nobody had used them for 90 days
privileges-ended-by-migration = by Steward, since a granular relationship took their place
privileges-remove = Remove delegated admin
privileges-remove-question = Remove the delegated admin privileges of { $name }?
privileges-remove-text = At once nobody of the partner can act in your directory any more. The reseller relationship and what you bought stay.
privileges-restore = Restore delegated admin
privileges-restore-question = Restore the delegated admin privileges of { $name }?
privileges-restore-text = Members of the partner’s AdminAgents are Global administrators in your directory again, those of its HelpdeskAgents Helpdesk administrators. They never reach roles, applications or partners of yours, and rooms only where a Global administrator of your organization switches that on.
privileges-done-removed = The delegated admin privileges were removed
privileges-done-restored = The delegated admin privileges were restored
reseller-accept-title = { $partner } asks to be your reseller
reseller-accept-sells = { $partner } may sell to your organization and sees its name and default domain.
reseller-accept-privileges = Delegated admin privileges are asked for: members of AdminAgents of { $partner } become Global administrators in your directory, those of HelpdeskAgents Helpdesk administrators. They see country, domains and people of your organization. They can change people and groups that hold no rights of your organization; each change stands in your audit log. Who they are, { $partner } decides.
reseller-accept-no-privileges = No delegated admin privileges are asked for.
reseller-accept-never = Your roles, applications and partners stay out of reach; your rooms too, unless a Global administrator of your organization switches that on.
reseller-accept-end = You can take privileges away at any time under Settings > Partner relationships.
reseller-accept-earlier-devices = { $count ->
    [one] 1 Autopilot device that this partner added before is in its lists again.
   *[other] { $shown } Autopilot devices that this partner added before are in its lists again.
  }
reseller-accept-earlier-subscriptions = { $count ->
    [one] 1 subscription that this partner sold you before is in its lists again; it can renew it.
   *[other] { $shown } subscriptions that this partner sold you before are in its lists again; it can renew them.
  }
reseller-agreement = Our organization has agreed to the customer agreement with { $partner }
reseller-accept = Accept
reseller-accepted-already = Your organization has accepted this already
reseller-done-accepted = The relationship is in force
relationship-suspended = The partner may not manage customers at the moment. Nobody of it holds what is delegated until that changes.
privileges-people-first = The first 1,000 people by name are shown.
privileges-nobody = Nobody
privileges-precedence = Whoever holds roles by a granular relationship with this partner is not listed here: those roles count instead.
asked-title = { $partner } asks your organization
asked-text = { $partner } ({ $domain }) added your organization here. That gives it nothing: it belongs to you. The partner asks for what stands below; accept each or none.
asked-reseller = A reseller relationship: it may sell to you, and sees name and default domain of your organization.
asked-reseller-privileges = A reseller relationship with delegated admin privileges: it may sell to you, and its agents act as administrators in your directory.
asked-until = Answer by { $date }.
asked-granular = Directory roles for a time, by a granular relationship: you approve these separately.
asked-look-reseller = Look at the reseller relationship
asked-look-granular = Look at the directory roles
asked-decline = Decline
asked-decline-question = Decline what { $partner } asks for?
asked-decline-text = Neither relationship begins, and the partner reads that you declined. Your organization stays as it is, with everything in it.
asked-done-declined = You declined; your organization stays as it is
