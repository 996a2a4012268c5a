# What happened between a partner and its customers.

activity-log-text = 貴組織與客戶之間，以及貴組織人員的活動。可追溯 90 天。
activity-log-find = 在活動記錄中尋找
activity-log-empty = 沒有符合期間與客戶的項目。
activity-log-by = 執行者
