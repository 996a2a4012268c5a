# Notices in the portal.

notices = Notices
notices-text = What administrators and tenant managers of your organization are told.
notices-empty = No notices
notices-empty-text = You will be told here when an invitation is answered or a partner link changes.
notices-mark-read = Mark as read
notices-new = New
notice-invitation-received = { $customer } invites your organization to manage its rooms.
notice-invitation-accepted = { $partner } accepted the invitation ({ $by }).
notice-received-invitation-accepted = The invitation from { $customer } was accepted ({ $by }).
notice-primary-admin-joined = { $by } accepted an invitation and is primary admin of { $customer } now.
notice-invitation-denied = The invitation to { $recipient } was denied ({ $by }).
notice-received-invitation-denied = The invitation from { $customer } was denied ({ $by }).
notice-invitation-expired = The invitation to { $recipient } ran out without an answer.
notice-received-invitation-expired = The invitation from { $customer } ran out.
notice-partner-removed = The partner { $partner } was removed ({ $by }).
notice-link-ended-by-customer = { $customer } ended the partner link.
notice-link-ended-by-partner = The partner { $partner } ended the partner link ({ $by }).
notice-customer-removed = The customer { $customer } was removed ({ $by }).
notice-link-orphaned = Nobody of { $partner } can act as primary admin any more.
notice-customer-orphaned = Nobody can act as primary admin of { $customer } any more. Name somebody.
notice-person-blocked = { $customer } blocked { $person }: { $reason }
notice-person-unblocked = { $customer } lifted the block of { $person }.
notice-assignment-ending = The assignment { $name } ends: its last day is { $end }. Extend it if it should go on.
notice-customer-assignment-ending = The assignment { $name } at { $customer } ends: its last day is { $end }. Extend it if it should go on.
notice-webhook-gone = The webhook { $name } was switched off: its receiver says that it is gone.
notice-webhook-failing = The webhook { $name } was switched off: for seven days nothing could be delivered.
