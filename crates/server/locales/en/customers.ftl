# Customers that buy from a partner, and the requests that ask for it.

customer = Customer
customers-text = Organizations that buy from yours. Rooms that you manage are under Tenants.
customers-find = Find a customer by name or domain
customers-none = No customers yet
customers-none-text = A customer appears here when its Global administrator accepts a request of yours.
customers-done-ended = The reseller relationship has ended
customer-domain = Default domain
customer-country = Country
customer-domains = Domains
customer-people = People
customer-people-of = People of { $name }
customer-people-text = You see them by a directory role that the customer delegated. The customer sees in its audit log that you looked.
customer-people-any = Enabled and disabled
customer-person-enabled = Enabled
customer-services = Services
customer-services-text = The admin portals of services, for this customer. Each opens in a new tab; you sign in there by what the customer granted you.
customer-end = End relationship
customer-end-question = End the reseller relationship to { $name }?
customer-end-text = The customer leaves your list, and delegated admin privileges end at once. A new relationship needs the customer’s consent again. Rooms that the customer lets you manage by a partner link stay as they are.
relationship = Relationship
relationship-reseller = Reseller
customers-relationship-any = All relationships
customers-direct = Reseller, directly
customers-indirect = Reseller, with an indirect reseller or provider
customers-granular = Granular relationship in force
customers-through = Indirect reseller or provider
customers-through-any = Any reseller or provider
customer-portals-of = Portals for { $name }
privileges = Delegated admin privileges
privileges-on = Delegated
privileges-off = Not delegated
privileges-on-text = Your AdminAgents are Global administrators there, your HelpdeskAgents Helpdesk administrators. Whoever holds roles there by a granular relationship has those instead. They open rooms only where a Global administrator of the customer switched that on.
privileges-off-text = None. Country, domains and people of the customer are not shown.
privileges-return = Give privileges back
privileges-return-question = Give the delegated admin privileges at { $name } back?
privileges-return-text = Nobody of your organization can act for the customer any more, at once. The reseller relationship stays. Only a Global administrator of the customer can restore the privileges.
privileges-done-returned = The delegated admin privileges were given back
requests = Relationship requests
requests-text = Each request is a link that you send to customers yourself. One link serves any number of them, until you revoke it.
requests-find = Find by who made it
requests-any = Open and revoked
requests-none = No requests yet
requests-none-text = Make one and send its link to a Global administrator of the customer.
requests-done-revoked = The request was revoked
request-new = Request reseller relationship
request-new-text = Steward makes a personal link and a draft of a message. You send it yourself.
request-privileges = Include delegated admin privileges
request-privileges-help = Members of your AdminAgents and HelpdeskAgents act in the customer’s directory. Leave it out where you only sell.
request-privileges-off = On this server requests do not include delegated admin privileges.
request-make = Make request
request-made = Made
request-by = Made by
request-asks = Asks for
request-asks-reseller = Reseller relationship
request-asks-privileges = Reseller relationship with delegated admin privileges
request-accepted = Accepted
request-open = Open
request-revoked = Revoked
request-revoke = Revoke
request-revoke-of = Revoke the request of { $made }
request-revoke-question = Revoke this request?
request-revoke-text = Its link works for nobody any more. Relationships that began with it stay.
request-draft-title = Message to the customer
request-draft-text = Send this to a Global administrator of the customer. Change the text as you like, but keep the link: it is the request.
request-draft-message = Message
request-draft-help = The link must stay in it.
request-draft-update = Use my text
request-draft-edited = The mail program gets your text
request-link-kept = The link was missing and was added again
request-mail = Open in mail program
request-done = Done
request-draft-subject = { $partner } asks for a reseller relationship
request-draft =
    Hello,

    { $partner } would like to be your reseller. Please open this link as Global administrator of your organization, check what is asked for, and accept:

    { $link }

    Kind regards
    { $name }
request-draft-privileges =
    Hello,

    { $partner } would like to be your reseller and to administer services for you with delegated admin privileges. Please open this link as Global administrator of your organization, check what is asked for, and accept:

    { $link }

    You can take the privileges away at any time under Settings > Partner relationships.

    Kind regards
    { $name }
added-customers = Added customers
added-text = Organizations that you added, and what each answered. Until one accepts, you see here what you typed and nothing else of it.
added-find = Find by name or domain
added-any = All states
added-none = No added customers
added-none-text = Add a company that has no organization here yet. Ask others with a relationship request.
added-new = Add a customer
added-new-text = Steward makes an organization that belongs to the customer alone, and invites its first administrator by e-mail. You hold nothing there until the customer accepts.
added-company = Company name
added-label = Name in the domain
added-label-help = Letters, digits and hyphens. With “contoso” the customer gets contoso.{ $domain }, and its administrator signs in as { $administrator }@contoso.{ $domain }.
added-administrator = Name of the first administrator
added-mail = E-mail address of the first administrator
added-mail-help = An address of the customer, at no partner. The invitation goes there alone; you do not see its link.
added-asks = What is asked for
added-asks-help = A reseller relationship, in any case. The customer answers each by itself.
added-granular = Ask for the default granular relationship
added-granular-help = Directory roles for two years. Once the customer approves, give them to your security groups.
added-make = Add and invite
added-at = Added
added-invitation = Invitation
added-invited = Sent { $time }
added-not-invited = Not sent yet
added-invite = Send again
added-invite-of = Send again: invitation of { $name }
added-withdraw = Withdraw
added-withdraw-of = Withdraw { $name }
added-withdraw-question = Withdraw what you ask of { $name }?
added-withdraw-text = Nobody can accept it any more. Where nobody ever signed in, the organization is removed and its domain is free again; else it stays, and belongs to the customer.
added-done = The customer was added, and its administrator is invited
added-done-withdrawn = What you asked for was withdrawn
added-done-invited = The invitation is sent again
added-with-privileges = with delegated admin privileges
added-with-granular = with the default granular relationship
added-state-waiting = Waiting
added-state-accepted = Accepted
added-state-declined = Declined
added-state-withdrawn = Withdrawn
added-state-expired = Expired

# Customers in whose directories one holds a role.
customer-directories-text = Customers in whose directory you hold a role that they delegated to your organization, whether you are an agent or a member of a security group that was given the role. What the role opens stands beside each of them.
customer-directories-none = No customer lets you into its directory
customer-directories-none-text = As soon as a customer delegates directory roles to your organization and one that looks people up is given to a security group you are in, you find the customer here.
customer-directory-roles = Your roles
customer-directory-opens = Opens
