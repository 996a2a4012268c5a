# 抑制：一段時間內既不警示也不列入計算的項目。

suppress = 抑制
suppress-effect = 抑制的項目不會發出警示，也不列入會議室的健康情況。抑制會自行結束，之後會議室照常判定。
suppress-what = 抑制的項目
suppress-room = 整間會議室
suppress-signals = 下方勾選的訊號
suppress-signals-legend = 訊號
suppress-reason-help = 能檢視會議室的人都會看到。
suppress-from = 開始
suppress-from-help = 留空表示從現在開始；若為排定的維護，請輸入之後的日期與時間（時區：{ $zone }）。
suppress-until = 結束時間
suppress-until-help = 從開始時間起算，或指定日期與時間。
suppress-own-date = 其他日期與時間
suppress-date = 日期與時間
suppress-date-help = 以您的時區（{ $zone }）為準；最長從現在起一年。
suppress-hours = { $count ->
   *[other] { $shown } 小時
  }
suppress-days = { $count ->
   *[other] { $shown } 天
  }
suppression = 抑制
suppressions = 抑制
suppression-from = 從 { $time } 起
suppression-until = 直到 { $time }
suppression-change = 變更
suppression-end-now = 立即結束
room-signal-suppressed = 抑制中：不列入計算
suppress-owner = 負責人
suppress-owner-help = 對此抑制負責，並在到期結束時收到通知的人：可看到該會議室的貴組織人員與團隊。
suppress-owner-me = 我
suppress-owner-find = 尋找人員或團隊
suppression-turn-begun = 已抑制
suppression-turn-changed = 已變更抑制
suppression-turn-ended = 抑制已結束
suppression-by-time = 到期
