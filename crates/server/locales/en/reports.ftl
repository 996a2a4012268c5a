# Reports: figures of rooms over a span of days.

report-overview = Overview
report-health = Health
report-usage = Usage
report-call-quality = Call quality
report-insight = Insight
report-text-overview = Tickets, health and how rooms changed over the days chosen.
report-text-health = On which days rooms were unhealthy, what tickets did to them, and which meetings suffered. Rooms in Onboarding do not count.
report-text-usage = How rooms were booked and used. Utilization is booked hours over eight hours a day.
report-text-call-quality = How calls of rooms went, as their devices tell. Performance is good calls over all calls.
report-text-insight = What was found and done, and the work that this saved.
report-choose = Choose days and rooms
report-days = Days
report-from = From
report-to = To
report-span = { $from } to { $to }
report-table = Show the table
report-nothing = There is nothing to tell of these days.
report-empty = No rooms
report-empty-text = A report tells of rooms that you may see here. Choose other rooms, or wait until rooms are enrolled.
report-page-before = Previous
report-tickets-export = Export tickets (JSON)
report-up-to = Scale up to { $most }
report-scale = Scale from { $low } to { $high }
report-day = Day
report-share = Share
report-none = None
report-monitored = Monitored rooms
report-opened = Tickets opened
report-resolved = Resolved
report-open = Open
report-taken = Taken care of
report-untaken = Nobody’s
report-healthy-last = Healthy rooms on { $day }
report-printed = As of { $moment }
report-print = Print
report-by-page = Show by page
report-print-all = Every row is on this page. Print it, or save it as a PDF, from here or from the menu of your browser.
report-healthy = Healthy
report-average = Average of what you see
report-unhealthy-rooms = Unhealthy rooms
report-unhealthy-days = Unhealthy days
report-healthy-days = Healthy days
report-trouble = Minutes of trouble
report-room-days = Days of rooms
report-opened-that-day = Opened that day
report-opened-earlier = Opened earlier
report-impacted = Meetings impacted
report-sheet-categories = Tickets by category
report-sheet-tickets = Ticket history
report-help-tickets = Tickets open at some time of each day. Whoever took care of one for most of the day had it on that day.
report-sheet-health = Health history
report-help-health = The share of monitored rooms that were not unhealthy on a day.
report-sheet-most-reliable = Most reliable rooms
report-sheet-least-reliable = Least reliable rooms
report-sheet-rooms = Rooms history
report-sheet-days = Days of monitored rooms
report-help-days = A day is unhealthy when Critical or Important tickets were open for more than 20 minutes in total between 05:00 and 21:00 by the clock of the room. Tickets open at the same time count once. What happens while the room or the signal is suppressed does not count.
report-sheet-troubled = Rooms with tickets
report-help-troubled = The worst first. A ticket that was opened earlier counts on each day on which it is open.
report-sheet-usage = Rooms
report-help-usage = As devices tell of meetings and calls. A device that does not tell is not used here.
report-sheet-calls = Calls by quality
report-sheet-call-rooms = Rooms with calls
report-help-call-rooms = A room leads to its calls and how their streams fared.
report-sheet-insight = By organization
report-help-insight = An issue prevented or remediated saves { $issue } minutes of work, an update { $update } minutes.
report-no-rating = There is no average rating, because nobody is asked to rate meetings.
report-utilization = Utilization
report-without-bookings = Rooms without bookings
report-booked-online = Booked online
report-online = Online meetings
report-scheduled = Booked meetings
report-calls = Calls
report-performance = Call performance
report-video = Video utilization
report-people = Average people
report-quality = Quality
report-good = Good
report-poor = Poor
report-unknown = Unknown
report-began = Began
report-minutes = Minutes
report-has-video = Video
report-streams = Streams
report-stream-audio = Audio
report-stream-video = Video
report-stream-screen = Shared screen
report-sent = sent
report-received = received
report-jitter = Jitter
report-loss = Loss
report-round-trip = Round trip
report-milliseconds = { $count } ms
report-detections = Detections
report-prevented = Issues prevented
report-remediated = Issues remediated
report-updates = Updates
report-hours-saved = Hours saved
report-worth = Worth
report-rate = Worth of an hour
report-rate-set = Set the worth of an hour
report-rate-text = What an hour of work is worth in the Insight report of your organization.
report-currency = Currency
report-currency-help = Three letters, such as USD or EUR.
report-organization = Organization
report-category-audio = Audio
report-category-display = Display
report-category-peripherals = Peripherals
report-category-connectivity = Connectivity
report-category-versioning = Versioning
report-category-recorded = Recorded
report-category-other = Other
report-last-days = { $count ->
    [one] The last day
   *[other] Last { $shown } days
  }
report-span-wrong = { $count ->
    [one] Choose a first and a last day, one day at most.
   *[other] Choose a first day and a last day after it, { $shown } days at most.
  }
report-newest-calls = { $count ->
    [one] The newest call.
   *[other] The newest { $shown } calls.
  }
report-stream-count = { $count ->
    [one] 1 stream
   *[other] { $shown } streams
  }
