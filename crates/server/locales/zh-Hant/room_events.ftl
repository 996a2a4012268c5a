# 會議室動態：品質不佳的通話與回報的問題。

room-event = 會議室動態
room-events = 會議室動態
room-events-text = 會議室中察覺到、但不一定有問題的情形：品質不佳的通話，以及現場人員回報的問題。
room-event-find = 尋找會議室或回報內容
room-event-kind = 情形
room-event-poorCall = 品質不佳的通話
room-event-reportedIssue = 會議室回報的問題
room-event-when = 時間
room-event-state = 狀態
room-event-flagged-yes = 已標示為狀況不良
room-event-flagged-no = 未標示
room-event-logs = 裝置保留記錄檔至 { $date }。
room-event-flag = 標示為狀況不良
room-event-flag-text = 系統會為這些動態所在的會議室記錄問題。每間會議室在其票證解決之前都視為狀況不良。
room-event-flag-help = 無論選擇多少項動態，每間會議室只會有一張票證。屬於同一問題的其他動態也請一併加入。
room-event-none-chosen = 請先選擇動態。
room-events-none = 沒有動態
room-events-none-text = 您看得到的會議室沒有品質不佳的通話，也沒有回報的問題。
room-events-count = { $shown } 項動態
