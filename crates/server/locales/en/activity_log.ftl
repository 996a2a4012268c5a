# What happened between a partner and its customers.

activity-log-text = What happened between your organization and its customers, and to its own people. It goes back 90 days.
activity-log-find = Find in the activity log
activity-log-empty = Nothing fits the period and the customer.
activity-log-by = Performed by
