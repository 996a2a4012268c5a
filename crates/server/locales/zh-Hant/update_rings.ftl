# 更新環：計畫、單一更新環、表單，以及會議室的移動。

update-ring = 更新環
ring-staging = 預備
ring-general = 一般
ring-executive = 高階主管
ring-text = 更新環決定其中的會議室何時取得更新：先是預備環的會議室，再依順序逐環進行。順序相同的更新環會同時進行。
ring-count = { $shown } 個更新環
ring-days = { $shown } 天
ring-order = 順序
ring-order-help = 2 緊接在預備環之後，8 在高階主管環之前。順序相同的更新環會同時進行。
ring-rollout = 推出
ring-rollout-days = 推出天數
ring-rollout-help = 在這些天內，將更新分散推出到此環的會議室。
ring-test = 測試
ring-test-days = 測試天數
ring-test-help = 下一個更新環開始之前，觀察更新的天數。可以是 0。
ring-completion = 完成所需
ring-begins = 開始前
ring-turn = 進行時間
ring-total = 總計
ring-full-rollout = 完整推出
ring-timeline = 時間軸
ring-timeline-help = 長條代表 60 天：全高為推出，半高為測試。
ring-days-left = 此更新環可用的天數
ring-days-left-text = 所有更新環合計最多 60 天。此環的推出與測試必須在其順序剩餘的天數之內。
ring-days-of-others = 其他更新環設定的天數
ring-days-remaining = 剩餘天數
ring-new = 新更新環
ring-create = 建立更新環
ring-edit = 編輯更新環
ring-created = 已建立更新環。
ring-deleted = 已刪除更新環。其中的會議室已移至一般環。
ring-empty = 此更新環沒有會議室
ring-empty-text = 移到這裡的會議室會離開原本的更新環。
ring-rooms-help = 一間會議室只屬於一個更新環，會離開原本的更新環。已在此環中的會議室不會列出。
ring-move-rooms = 將會議室移到這裡
ring-move-to = 移動會議室：{ $name }
ring-move-room = 移到其他更新環
ring-move = 移動
ring-rooms-moved = 已移動會議室。
ring-delete-question = 要刪除 { $name } 嗎？
ring-delete-text = 更新環會永久刪除。
ring-delete-rooms = { $count ->
    [0] 此環中沒有您看得到的會議室。
   *[other] { $shown } 間會議室會移至一般環。
  }
ring-customers-count = { $shown } 個租用戶
rings-none-customers = 沒有可檢視的更新環
rings-none-customers-text = 沒有客戶授予您檢視其更新環的權限。
