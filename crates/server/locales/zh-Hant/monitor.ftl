# The monitor of delegated admin privileges.

monitor = 監視
monitor-title = 委派的管理員權限監視
monitor-text = 顯示您的專員如何在客戶使用委派的管理員權限。使用是指以此權限在客戶目錄中所做或所見的一切，最多 15 分鐘後顯示於此。60 天未使用時建議移除；90 天後即為非使用中。
monitor-ends = 在此伺服器上，非使用中的權限會自動結束。
monitor-none = 沒有委派的管理員權限
monitor-none-text = 客戶授與貴組織委派的管理員權限後，會顯示於此。
monitor-show = 顯示
monitor-show-all = 所有具權限的客戶
monitor-show-new = 過去 7 天內授與
monitor-show-30 = 30 至 60 天未使用
monitor-show-60 = 60 至 90 天未使用
monitor-show-90 = 90 天以上未使用
monitor-agents = 專員 (過去一天)
monitor-uses = 使用次數 (過去一天)
monitor-enabled-days = 啟用天數
monitor-inactive-days = 未使用天數
monitor-never-used = 從未使用
monitor-recommendation = 建議
monitor-recommendation-keep = 無
monitor-recommendation-remove = 移除
monitor-recommendation-inactive = 移除：非使用中
monitor-nothing = 未勾選任何項目。
monitor-return-question = 要歸還這些客戶的委派管理員權限嗎？
monitor-told = 每個客戶的管理員都會在其入口網站看到通知。
monitor-mail = 同時以電子郵件通知
monitor-returned = 已在 { $all } 個客戶中的 { $done } 個歸還。
