# The operator's list of portals of services.

service-portals-text = Partners find these addresses at each customer that buys from them, filled in for that customer. Steward never opens them itself.
service-portals-none = No service portals yet
service-portals-none-text = Register the admin portal of a service, and partners open it from the record of their customer.
service-portal = Service
service-portal-new = Register service portal
service-portal-edit = Change service portal
service-portal-url = Address
service-portal-url-help = Begins with https://. Behind the host, {"{tenantId}"} stands for the identifier of the customer and {"{domain}"} for its default domain.
service-portal-saved = The service portal was saved
service-portal-deleted = The service portal was removed
service-portal-delete-question = Remove the service portal { $name }?
service-portal-delete-text = Partners no longer find it at their customers. Nothing else changes.
