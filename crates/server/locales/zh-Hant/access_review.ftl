# 存取權檢閱：合作夥伴中有哪些人在此擁有權限、透過什麼取得，以及上次使用的時間。

review-text = 在貴組織擁有權限或即將擁有權限的所有合作夥伴人員：透過哪個角色、哪些會議室與安全性群組、自何時起，以及上次在此操作或檢視的時間。
review-help = 已封鎖與已停用的人員，以及尚未開始或已結束的指派，都會留在清單中，因為解除封鎖或延長指派後就會再次生效。權限目前有效、存在至少 90 天且 90 天未使用時，會標示為未使用。檢視最多延遲 15 分鐘顯示。
review-find = 尋找人員
review-through = 途徑
review-last-used = 上次使用
review-groups = 經由群組：{ $groups }
review-since = 自 { $day } 起。
review-rooms-without = { $rooms } – 排除：{ $without }
review-more = { $count ->
   *[other] { $names } 等，另有 { $shown } 個
  }
review-count = { $count ->
   *[other] { $shown } 人
  }
review-empty = 沒有合作夥伴人員可存取
review-empty-text = 合作夥伴將貴組織的角色授與其人員後，就會顯示在這裡。
review-state-active = 可存取
review-state-upcoming = 尚未開始
review-state-ended = 已結束
review-state-suspended = 合作關係已暫停
review-state-disabled = 已由合作夥伴停用
review-state-blocked = 已封鎖
review-state-unused = 90 天未使用
review-delegated = 透過委派的管理員權限或細微關係持有目錄角色，或在訂閱上持有角色的人員也會列在此處。
review-opens-rooms = 目錄，以及代表貴組織的會議室
review-directory-alone = 僅目錄
review-on-subscription = 訂閱 { $subscription }
review-superseded = 無效：改以細微關係的角色為準
review-until = 至 { $day }。
