# Granular relationships: what partners ask for and customers approve.

granular-relationship = 細微關係
granular-text = 客戶允許貴組織的群組在一段期間內持有的目錄角色。只有在客戶的全域管理員開啟時，才能處理會議室。
granular-find = 依名稱尋找關係
granular-any = 全部
granular-state-draft = 草稿
granular-state-waiting = 等待核准
granular-state-active = 生效中
granular-state-ended = 已結束
granular-none = 沒有細微關係
granular-none-text = 只向客戶要求您需要的目錄角色。
granular-new = 新增細微關係
granular-form-text = 在您完成並傳送連結之前，客戶看不到此草稿。
granular-edit = 編輯草稿
granular-name-help = 客戶也會看到。可用字母、數字、連字號與底線，且不可重複。
granular-customer = 客戶的租用戶識別碼
granular-customer-help = 填寫後只有此組織可以核准；留空則取得連結者皆可核准。
granular-duration = 期間 (天)
granular-extends = 自動延長
granular-extends-choice = 到期時每次延長 180 天
granular-extends-help = 包含全域管理員時無法使用。之後雙方皆可切換。
granular-roles = 目錄角色
granular-roles-help = 只要求完成工作所需的最少角色。客戶會全部核准或全部不核准。
granular-opens-people = 可在客戶的目錄中查詢人員
granular-opens-people-own = 可在您的目錄中查詢人員
granular-opens-rooms = 在客戶開啟後，可在客戶的會議室中作業
granular-opens-rooms-own = 在貴組織的全域管理員開啟後，可在您的會議室中作業
granular-opens-nothing = 在 Steward 中不開放任何權限
granular-roles-rest = 其他 { $shown } 個角色，在 Steward 中不開啟任何內容
granular-ends = 結束
granular-not-yet = 尚未
granular-whoever = 取得連結者
granular-drafted = 草稿建立
granular-extension-several = 所選關係的延長
granular-extension-on = 開啟自動延長
granular-extension-on-question = 要讓 { $name } 自動延長嗎？
granular-extension-on-text = 到期時每次延長 180 天，直到任一方關閉或結束。
granular-extension-off = 關閉自動延長
granular-extension-off-question = 要讓 { $name } 到期結束嗎？
granular-extension-off-text = 關係將於最後一天結束，並於 30、7、1 天前通知雙方。
granular-finalize = 完成
granular-finalize-question = 要完成 { $name } 嗎？
granular-finalize-text = 之後無法變更。您會取得給客戶的連結，客戶有 90 天可核准。
granular-discard = 捨棄草稿
granular-discard-question = 要捨棄 { $name } 嗎？
granular-discard-text = 草稿將被刪除，客戶從未看過。
granular-end = 移除角色
granular-end-question = 要結束 { $name } 嗎？
granular-end-text = 合作夥伴人員立即不再持有這些角色，且無法恢復；經銷關係與已購項目不變。
granular-message = 給客戶的訊息
granular-message-title = 給客戶的訊息
granular-message-text = 請傳送給客戶的全域管理員。文字可任意修改，但請保留連結：它就是要求。
granular-draft-subject = { $partner } 要求目錄角色
granular-draft =
    您好：

    { $partner } 希望以特定目錄角色為您提供協助。請以貴組織的全域管理員身分開啟此連結，確認角色與期間後核准：

    { $link }

    您可隨時在 設定 > 合作夥伴關係 中結束。

    敬上
    { $name }
granular-assign = 指派給群組
granular-assign-text = 群組成員以及其中群組的成員在客戶端持有這些角色。
granular-assignments = 存取指派
granular-assignments-none = 指派角色給群組之前，沒有人持有任何權限。
granular-group = 安全性群組
granular-group-gone = 已刪除的群組
granular-find-group = 尋找群組
granular-groups-none = 找不到群組
granular-change = 變更
granular-change-of = 變更 { $name } 的角色
granular-take = 收回
granular-take-of = 收回 { $name } 的權限
granular-take-question = 要收回 { $name } 的權限嗎？
granular-take-text = 群組成員立即不再透過此關係持有任何權限。
granular-status-created = 草稿
granular-status-approvalPending = 等待核准
granular-status-approved = 已核准
granular-status-activating = 設定中
granular-status-active = 生效中
granular-status-expiring = 到期中
granular-status-expired = 已到期
granular-status-terminationRequested = 結束中
granular-status-terminating = 結束中
granular-status-terminated = 已結束
granular-means-created = 草稿，客戶尚不知情。
granular-means-approvalPending = 請傳送連結。90 天內無人回應的要求將消失。
granular-means-approved = 客戶已核准，即將生效。
granular-means-activating = 即將生效。
granular-means-active = 下列群組的成員在客戶端持有這些角色。
granular-means-expiring = 期間已結束，沒有人持有任何權限。
granular-means-expired = 期間已結束，無法恢復，並保留顯示一年。
granular-means-terminationRequested = 一方已結束，沒有人持有任何權限。
granular-means-terminating = 一方已結束，沒有人持有任何權限。
granular-means-terminated = 一方已結束，無法恢復，並保留顯示一年。
granular-assignment-pending = 設定中
granular-assignment-active = 生效中
granular-assignment-deleting = 收回中
granular-assignment-deleted = 已結束
granular-assignment-error = 群組不存在
granular-done-drafted = 已儲存草稿
granular-done-saved = 已儲存草稿
granular-done-discarded = 已捨棄草稿
granular-done-finalized = 已完成關係
granular-done-agreed = 您已同意。請將連結傳送給客戶。
granular-done-rejected = 您已拒絕。不會向客戶要求任何內容。
granular-agree = 同意
granular-agree-question = 要同意 { $name } 嗎？
granular-agree-text = 此關係屬於您的組織。您同意並傳送連結後，客戶即可核准。
granular-reject = 拒絕
granular-reject-question = 要拒絕 { $name } 嗎？
granular-reject-text = 此後即告結束，客戶無法核准。
granular-prepared-waits = { $name } 為您準備了此關係。在您同意之前，客戶無法核准。
granular-prepared-by = 準備者
granular-prepare = 要求管理關係
granular-prepare-for = 要求管理關係：{ $name }
granular-prepare-text = 此關係將屬於經銷商，而非您的組織。由經銷商同意或拒絕，之後客戶才能核准。
granular-done-extension = 已切換延長
granular-done-ended = 已結束關係
granular-done-assigned = 已指派角色
granular-done-changed = 已變更角色
granular-done-taken = 已收回指派
granular-done-approved = 已核准關係
granular-done-declined = 您已拒絕該要求
granular-soon = 此關係即將生效。在此之前，合作夥伴的任何人都不會因此持有任何項目。
granular-granted-text = 貴組織允許合作夥伴在一段期間內持有的目錄角色及持有者。
granular-granted-find = 依合作夥伴或名稱尋找
granular-granted-none-text = 貴組織的全域管理員開啟合作夥伴的連結並核准後即開始。
granular-approved-by = 核准者
granular-holders = 持有者
granular-holders-none = 尚無：合作夥伴尚未將角色指派給任何群組。
granular-approve-title = { $partner } 要求目錄角色
granular-approve-extends = 之後每次自動延長 180 天。
granular-approve-who = { $partner } 的群組持有角色。成員由 { $partner } 決定，您可看到是哪些人。
granular-approve-never = 您的角色、應用程式與合作夥伴不受影響；會議室也一樣，除非貴組織的全域管理員開啟。
granular-approve-until = 您可於 { $date } 前核准；之後此要求即失效。
granular-approve-end = 您可隨時在 設定 > 合作夥伴關係 中結束。
granular-approve = 全部核准
granular-decline-question = 要拒絕 { $name } 嗎？
granular-decline-text = 不會有任何項目開始，也不再有人能核准。{ $partner } 會得知已被拒絕，並可重新提出要求。
granular-approved-already = 貴組織已回應
granular-days = { $count ->
   *[other] { $shown } 天
  }
granular-approve-days = { $count ->
   *[other] 自核准起為期 { $shown } 天。
  }
