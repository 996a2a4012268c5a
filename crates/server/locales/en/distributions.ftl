# Distributions: indirect resellers sell through indirect providers.

distributions = Indirect providers and resellers
distributions-text = Through whom your organization sells, and who sells through it.
distributions-none = None yet
distributions-none-text = An indirect provider sends a link to another partner; a Global administrator there agrees.
distribution-find = Find a partner
distribution-part = Part
distribution-any = Providers and resellers
indirect-provider = Indirect provider
indirect-reseller = Indirect reseller
distribution-end = End
distribution-end-of = End with { $name }
distribution-end-question = End selling through one another with { $name }?
distribution-end-text = New customers can no longer be asked for both at once. Relationships with customers stay as they are.
distribution-accept-title = { $partner } wants to provide for you
distribution-accept-text = Your organization becomes an indirect reseller of { $partner }: you can ask customers for a reseller relationship with both at once, and { $partner } sees which of these customers came through you. It opens nothing in your organization. Either side can end it.
distribution-accept = Agree
distribution-accepted-already = Your organization sells through this partner already.
distribution-done-accepted = Your organization sells through this partner now
distribution-done-ended = Selling through one another was ended
distribution-done-prepared = The relationship waits for the reseller’s consent
customer-of-indirect-reseller = Through { $name }
customer-through-provider = Provided by { $name }
request-asks-whom = Whom to ask
request-asks-customer = A customer, to buy from your organization
request-asks-customer-with = A customer, to buy from your organization and from { $provider } at once
request-asks-partner = Another partner, to sell through your organization
request-asks-partner-help = Your organization is then its indirect provider. Delegated admin privileges are not asked for.
request-asks-distribution = Indirect resale
reseller-accept-provider = { $partner } sells through { $provider }, its indirect provider. You take on both.
request-draft-provider =
    Hello,

    { $partner } would like to be your reseller, together with { $provider }, its indirect provider. Please open this link as Global administrator of your organization, check what is asked for, and accept:

    { $link }

    Kind regards
    { $name }
request-draft-provider-privileges =
    Hello,

    { $partner } would like to be your reseller, together with { $provider }, its indirect provider; both would administer services for you with delegated admin privileges. Please open this link as Global administrator of your organization, check what is asked for, and accept:

    { $link }

    You can take the privileges away at any time under Settings > Partner relationships.

    Kind regards
    { $name }
request-draft-partner =
    Hello,

    { $partner } would like to be your indirect provider, so that you can sell through us. Please open this link as Global administrator of your organization, and agree:

    { $link }

    Kind regards
    { $name }
