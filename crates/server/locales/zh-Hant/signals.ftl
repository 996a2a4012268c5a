# 訊號：目錄，以及組織如何採計。

signals-text = Steward 在會議室中監看的項目，以及貴組織如何採計。
signals-find = 尋找訊號
signals-category = 類別
signals-severity = 嚴重性
signals-severity-help = 「嚴重」和「重要」會使會議室狀況不良；「警告」和「建議」則不會。
signals-poll = 檢查間隔
signals-poll-help = 兩次檢查之間允許的最長間隔，以分鐘為單位。代理程式的檢查更頻繁，並會立即回報變更。
signals-watch = 觀察時間
signals-watch-help = 訊號必須持續異常多久才會採計，以分鐘為單位。
signals-enabled = 已啟用
signals-disabled = 已停用
signals-disabled-effect = 停用的訊號仍會顯示在會議室中，但不會發出警示，也不影響健康情況。
signals-changed = 已變更
signals-as-shipped = 預設值：{ $value }。
signals-reset = 還原為預設值
signals-reset-all = 全部還原為預設值
signals-reset-effect = 貴組織的設定將會遺失。相關會議室會在幾秒內重新判定。
signals-ask-reset = 要將此訊號還原為預設值嗎？
signals-ask-reset-all = 要將所有訊號還原為預設值嗎？
signals-minutes = { $count ->
   *[other] { $shown } 分鐘
  }
signals-count = { $count ->
   *[other] { $shown } 個訊號
  }
escalation = 提升嚴重性
escalation-text = 無人處理的警告可以提升為「重要」，該會議室會因此變為異常，並在事件清單中排在更前面。直到解決為止都會維持提升狀態。
escalation-days = 無人處理的天數
escalation-help = 1 到 90。留空則絕不提升警告。
escalation-never = 無人處理的警告維持為警告。
escalation-after = { $count ->
   *[other] { $shown } 天無人處理的警告會提升為「重要」。
  }
