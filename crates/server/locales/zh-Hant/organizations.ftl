# 營運者的頁面：組織與伺服器健康情況。

organizations-text = 在此伺服器上擁有會議室或人員的所有組織。您只會看到數字，不會看到內容。
organizations-figures-only = 您只會看到此組織的數字，不會看到其會議室、人員或記錄。您在此所做的變更會記入該組織的記錄。
organizations-new = 新增組織
organizations-new-text = 新增網域之前，請先確認它們屬於該組織。
organizations-make = 建立組織
organizations-made = 已建立 { $name }
organizations-edit = 編輯 { $name }
organizations-edit-text = 語言與時區適用於之後新增的人員；個人自己的選擇不會改變。
organizations-find = 尋找組織
organizations-find-by = 名稱或網域
organizations-partner = 合作夥伴資格
organizations-partners = 僅合作夥伴
organizations-no-partners = 非合作夥伴
organizations-domains = 網域
organizations-domain = 網域
organizations-country = 國家/地區
organizations-country-help = 兩個字母，例如 KR。
organizations-language = 語言
organizations-time-zone = 時區
organizations-time-zone-help = 例如 Asia/Seoul。
organizations-people = 人員
organizations-rooms = 會議室
organizations-links = 合作關係
organizations-created = 建立日期
organizations-identifier = 識別碼
organizations-runs-server = 營運此伺服器
organizations-record = 基本資料
organizations-figures = 數字
organizations-on = 開啟
organizations-off = 關閉
organizations-count = { $count ->
   *[other] { $shown } 個組織
  }
organizations-domains-text = 人員以這些網域登入，組織也以這些網域受邀成為合作夥伴。
organizations-domains-help = 每行一個，例如 contoso.example。一個網域最多屬於一個組織。
organizations-domain-new = 另一個網域
organizations-domain-help = 請先確認它屬於該組織。
organizations-domain-add = 新增網域
organizations-domain-remove = 要從 { $name } 移除 { $domain } 嗎？
organizations-domain-remove-do = 移除網域
organizations-domain-in-use = 有人員的帳戶名稱使用此網域，因此未做任何變更。請先變更其帳戶名稱或刪除這些人員。
organizations-domain-remove-people = 只有在沒有人員的帳戶名稱使用此網域時才能移除。
organizations-domain-remove-invitations = 以此網域發出、仍待回覆的邀請會被撤回，並會通知客戶。
organizations-domain-remove-links = 現有的合作關係維持不變。
organizations-what-happens = 會發生什麼事
organizations-first-administrator = 第一位管理員
organizations-first-administrator-help = 此人將成為全域管理員，並取得用來設定密碼的一次性連結。
organizations-link-for = { $account } 的一次性連結
organizations-link-text = 此連結只顯示這一次。請以可信任的方式交付；開啟的人會設定密碼。連結只能使用一次。
organizations-link-opens = 連結自 { $time } 起可以使用。
organizations-link-told = 該組織的管理員仍可登入，因此已通知他們；在此之前他們可以提出異議。
organizations-link-done = 前往組織
organizations-partner-text = 合作夥伴由客戶邀請，並管理客戶的會議室。沒有此資格，任何人都無法邀請該組織。
organizations-partner-on = 開啟資格
organizations-partner-off = 關閉資格
organizations-partner-on-title = 要開啟 { $name } 的合作夥伴資格嗎？
organizations-partner-off-title = 要關閉 { $name } 的合作夥伴資格嗎？
organizations-partner-on-invited = 客戶可以用網域邀請此組織。
organizations-partner-on-links = 已暫停的客戶合作關係會立即恢復，會議室範圍與先前相同。
organizations-partner-on-told = 會通知該組織及相關客戶的管理員。
organizations-partner-off-links = 與客戶的所有合作關係都會暫停：其人員會立即失去在那裡的所有權限。
organizations-partner-off-invitations = 等待其回覆的邀請會被撤回。
organizations-partner-off-told = 會通知該組織及相關客戶的管理員。
organizations-partner-off-undone = 再次開啟時，暫停的合作關係會恢復；已撤回的邀請則不會。
organizations-links-now = { $count ->
   *[other] 此組織目前以客戶或合作夥伴身分參與 { $shown } 個有效的合作關係。
  }
organizations-administrator-link = 管理員連結
organizations-administrator-link-make = 建立連結
organizations-administrator-link-made = 已為 { $name } 建立連結
organizations-administrator-link-text = 供管理員已無法登入的組織使用。若沒有任何管理員可以登入，連結立即可用；否則 24 小時後才可用，並會通知管理員。
organizations-administrator-account-help = 該組織的全域管理員，或其網域中的新人員。其他已有帳戶的人員不會因此成為管理員。
operator-health-text = 整個伺服器的數字。
operator-health-partners = { $count ->
   *[other] 其中 { $shown } 個是合作夥伴
  }
operator-health-sessions = { $count ->
   *[other] { $shown } 個已登入的瀏覽器
  }
operator-health-heard = { $count ->
   *[other] 其中 { $shown } 間在最近幾分鐘內有回報
  }
operator-health-pending = { $count ->
   *[other] { $shown } 個邀請等待回覆
  }
operator-health-last-report = 裝置最近一次回報
