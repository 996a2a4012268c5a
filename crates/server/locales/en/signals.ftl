# Signals: the catalogue, and how it counts in an organization.

signals-text = What Steward watches in rooms, and how it counts in your organization.
signals-find = Find a signal
signals-category = Category
signals-severity = Severity
signals-severity-help = Critical and Important make a room unhealthy; Warning and Recommended do not.
signals-poll = Poll period
signals-poll-help = The longest gap between two looks, in minutes. Agents look more often than that and report a change at once.
signals-watch = Watch period
signals-watch-help = How long the signal must be unhealthy before it counts, in minutes.
signals-enabled = Enabled
signals-disabled = Disabled
signals-disabled-effect = A disabled signal is still shown in rooms, but it neither alerts nor affects their health.
signals-changed = Changed
signals-as-shipped = Default: { $value }.
signals-reset = Reset to default
signals-reset-all = Reset all to defaults
signals-reset-effect = What your organization set is lost. The rooms concerned are judged anew within seconds.
signals-ask-reset = Reset this signal to its default?
signals-ask-reset-all = Reset all signals to their defaults?
signals-minutes = { $count ->
    [one] 1 minute
   *[other] { $shown } minutes
  }
signals-count = { $count ->
    [one] 1 signal
   *[other] { $shown } signals
  }
escalation = Escalation
escalation-text = A Warning that nobody takes care of can be raised to Important, so that its room becomes unhealthy and stands higher in Incidents. It stays raised until it is resolved.
escalation-days = Days without anybody who takes care of it
escalation-help = 1 to 90. Empty: Warnings are never raised.
escalation-never = Warnings that nobody takes care of stay Warnings.
escalation-after = { $count ->
    [one] Warnings that nobody takes care of for a day are raised to Important.
   *[other] Warnings that nobody takes care of for { $shown } days are raised to Important.
  }
