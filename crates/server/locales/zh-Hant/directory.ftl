# 目錄：使用者、安全性群組、目錄角色。

directory-count = { $count ->
   *[other] { $shown } 項
  }
directory-first-page = 第一頁
directory-saved = 已儲存。
directory-added = 已新增。
directory-removed = 已移除。
directory-deleted = 已刪除。
directory-add-to = 新增至 { $name }
directory-find-principal = 尋找人員與群組
directory-choose-principal = 選擇人員或安全性群組
directory-first-twenty = 顯示前 20 項。請搜尋以縮小範圍。
directory-group = 安全性群組
directory-roles-text = 適用於整個組織的角色。只有全域管理員可以授予與收回。
directory-role-text-global-administrator = 此組織的一切：人員、群組、角色、會議室、設定與合作夥伴。
directory-role-text-managed-service-administrator = 會議室、設定與合作夥伴的一切，不含人員、群組與目錄角色。
directory-role-text-teams-administrator = 會議室、設定與合作夥伴的所有權限。
directory-role-text-teams-devices-administrator = 會議室與設定的所有權限，但不含角色與合作夥伴。
directory-role-text-global-reader = 檢視會議室、群組與角色，不做任何變更。
directory-role-text-user-management-administrator = 管理貴組織中在此處或客戶處既不具權限也不授與權限的人員與安全性群組。不能授與角色，也無法存取會議室。僅合作夥伴具有。
directory-role-nobody = 沒有人直接擁有此角色。
directory-role-take-question = 要從 { $name } 收回 { $role } 角色嗎？
directory-role-take-text = 也透過安全性群組擁有的角色會保留。
members = 成員
members-none = 此群組還沒有任何人。
members-through-groups = 透過其他群組
members-through-groups-text = 這些人因為屬於某個成員群組而在此群組中。
member-add = 新增成員
member-remove-named = 移除 { $name }
security-groups-text = 人員的群組。授予群組的角色由其中每個人擁有。
security-groups-find = 尋找安全性群組
security-groups-none = 還沒有安全性群組
security-groups-none-text = 將做相同工作的人放入群組，再將角色授予群組。
security-group-add = 新增安全性群組
security-group-edit = 編輯安全性群組
security-group-within = 此群組所屬的群組
security-group-delete-text = 成員會失去群組所擁有的一切。人員本身會保留。
security-group-effect = { $count ->
    [0] 群組中沒有任何人。
   *[other] { $shown } 人失去群組所擁有的一切。
  }
users-text = 貴組織中可以在此登入的人員。
users-find = 尋找使用者
user-add = 新增使用者
user-edit = 編輯使用者
user-record = 基本資料
user-state = 狀態
user-enabled = 已啟用
user-disabled = 已停用
user-last-sign-in = 上次登入
user-created = 新增日期
user-domains = 帳戶名稱以您其中一個已驗證網域結尾：{ $domains }。
user-enable = 啟用
user-disable = 停用
user-was-enabled = 已啟用使用者。
user-was-disabled = 已停用使用者，所有工作階段都已結束。
user-disable-question = 要停用 { $name } 嗎？
user-disable-text = 在您再次啟用之前，此人失去所有權限且無法登入。角色與成員資格會保留。
user-delete-question = 要刪除 { $name } 嗎？
user-delete-text = 此人會連同在此處與您客戶處的所有角色及成員資格一併移除，且無法復原。
user-ends-at-once = 立即生效
user-effects = 會發生什麼
user-effect-sessions = { $count ->
    [0] 此人未登入。
   *[other] { $shown } 個工作階段會結束。
  }
user-effect-customer = 此人是 { $customer } 的主要管理員。如果那裡沒有其他人可以處理，會警告客戶與您的租用戶經理。
user-link = 設定密碼的連結
user-link-make = 新的密碼連結
user-link-once = 此連結只顯示這一次
user-link-text = 請透過可信任的管道交給本人。24 小時內可使用一次。先前的連結不再有效。
user-password-set = 已設定
user-password-none = 尚未設定
user-no-roles = 沒有直接擁有的目錄角色。
user-no-groups = 不屬於任何安全性群組。
user-no-sessions = 此人未登入。
user-end-sessions = 結束所有工作階段
user-sessions-ended = 工作階段已結束。

## 關於目錄與合作夥伴資格的通知。

notice-administrator-link-made = 營運者為 { $account } 建立了管理員連結，將於 { $opens } 開啟。
notice-partner-capability-on = 貴組織再次成為合作夥伴。暫停的合作關係已恢復。
notice-partner-capability-off = 貴組織不再是合作夥伴。與客戶的合作關係已暫停，擱置中的邀請已撤回。
notice-invitation-withdrawn = 寄給 { $domain } 的邀請已撤回：該組織不再是合作夥伴，或不再擁有此網域。
notice-link-suspended = { $partner } 不再是此伺服器上的合作夥伴。其對您會議室的存取已暫停。
notice-link-resumed = { $partner } 再次成為此伺服器上的合作夥伴。其對您會議室的存取已恢復。
agent-admin-agent = 管理專員
agent-helpdesk-agent = 技術服務專員
agent-sales-agent = 銷售專員
agent-help-admin-agent = 成員可向客戶要求經銷商關係，並且是已授與委派管理員權限之客戶的全域管理員。
agent-help-helpdesk-agent = 成員可查詢客戶，並且是已授與委派管理員權限之客戶的技術服務管理員。
agent-help-sales-agent = 成員可查詢客戶並向客戶要求經銷商關係。
