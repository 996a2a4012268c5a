# 会議室イベント: 不良な通話と報告された問題。

room-event = 会議室イベント
room-events = 会議室イベント
room-events-text = 会議室で気づかれた、問題ではないかもしれない出来事です。不良な通話と、会議室にいた人が報告した問題が表示されます。
room-event-find = 会議室または報告内容を検索
room-event-kind = 内容
room-event-poorCall = 不良な通話
room-event-reportedIssue = 会議室から報告された問題
room-event-when = 日時
room-event-state = 状態
room-event-flagged-yes = 異常としてマーク済み
room-event-flagged-no = マークなし
room-event-logs = デバイスは { $date } までログを保管します。
room-event-flag = 異常としてマーク
room-event-flag-text = これらのイベントがあった会議室に問題が記録されます。会議室は、チケットが解決するまで異常と表示されます。
room-event-flag-help = 選んだイベントの数にかかわらず、会議室ごとにチケットが 1 件作られます。同じ問題に関わるイベントがほかにあれば追加してください。
room-event-none-chosen = 先にイベントを選んでください。
room-events-none = イベントはありません
room-events-none-text = 表示できる会議室に、不良な通話や報告された問題はありません。
room-events-count = イベント { $shown } 件
