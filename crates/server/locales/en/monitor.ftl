# The monitor of delegated admin privileges.

monitor = Monitor
monitor-title = Monitor of delegated admin privileges
monitor-text = How your agents use the delegated admin privileges at customers. A use is whatever somebody did or saw in a customer’s directory by them; it shows here up to 15 minutes later. Removal is recommended after 60 days without a use; after 90 they are inactive.
monitor-ends = On this server inactive privileges end by themselves.
monitor-none = No delegated admin privileges
monitor-none-text = A customer appears here when it grants delegated admin privileges to your organization.
monitor-show = Show
monitor-show-all = All customers with privileges
monitor-show-new = Granted in the last 7 days
monitor-show-30 = Inactive for 30 to 60 days
monitor-show-60 = Inactive for 60 to 90 days
monitor-show-90 = Inactive for 90 days and more
monitor-agents = Agents, last day
monitor-uses = Uses, last day
monitor-enabled-days = Days enabled
monitor-inactive-days = Days inactive
monitor-never-used = Never used
monitor-recommendation = Recommendation
monitor-recommendation-keep = None
monitor-recommendation-remove = Remove
monitor-recommendation-inactive = Remove: inactive
monitor-nothing = Nothing was ticked.
monitor-return-question = Give the delegated admin privileges at these customers back?
monitor-told = The administrators of each customer find a notice in their portal.
monitor-mail = Tell them by e-mail as well
monitor-returned = Given back at { $done } of { $all } customers.
