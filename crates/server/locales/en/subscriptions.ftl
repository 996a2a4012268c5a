# Reports that people have sent to themselves by e-mail.

subscriptions = Reports by e-mail
subscriptions-text = Reports that you have sent to yourself and to others, with what each reader may see when they are sent.
subscriptions-none = No reports by e-mail
subscriptions-none-text = Open a report, choose the rooms, and choose Send by e-mail.
subscription-new = Send by e-mail
subscription-edit = Change the report by e-mail
subscription-text = You get the figures and tables, with a file of each table. What you may not see when it is sent is not in it.
subscription-report = Report
subscription-all = All reports
subscription-rooms = Rooms
subscription-rooms-help = To have other rooms, choose them in the report first.
subscription-sent = Sent
subscription-hour = Hour
subscription-hour-help = By the clock of your time zone. In your quiet hours nothing is sent: it comes when they end.
subscription-days-week = The seven days before
subscription-days-month = The calendar month before
subscription-day-monday = Every Monday
subscription-day-tuesday = Every Tuesday
subscription-day-wednesday = Every Wednesday
subscription-day-thursday = Every Thursday
subscription-day-friday = Every Friday
subscription-day-saturday = Every Saturday
subscription-day-sunday = Every Sunday
subscription-day-first = The first of every month
subscription-when = { $day }, { $hour }
subscription-next = Next
subscription-last = Last
subscription-paused = Paused
subscription-send = Send now
subscription-pause = Pause
subscription-resume = Resume
subscription-added = The report will be sent to you.
subscription-requested = The report is on its way to you alone.
subscription-deleted = The report is not sent any more.
subscription-unseen = not in your sight any more
subscription-result-sent = Sent
subscription-result-notAllowed = Not sent
subscription-result-noMail = Not sent
subscription-result-failed = Not delivered
subscription-why-notAllowed = you may not see this report of these rooms any more
subscription-why-noMail = your e-mail was switched off, or your account disabled
subscription-why-failed = the mail server did not take it for seven days
subscription-others = { $count ->
    [one] and to 1 more address
   *[other] and to { $shown } more addresses
  }
subscription-recipients = Send to others as well
subscription-recipients-help = Up to 20 e-mail addresses, one on each line: colleagues, and for a report of one customer people of that customer. Each of them gets what both you and they may see, in their own language. An address that belongs to nobody who may see reports there gets nothing, and you are not told which those are.
received-reports = Reports from others
received-reports-text = Others have these reports sent to you. You get what both they and you may see. If you stop one, whoever sends it is not told.
received-from = From
received-stop = Stop
received-stopped = You stopped it
received-is-stopped = The report does not come to you any more.
received-is-resumed = The report comes to you again.
