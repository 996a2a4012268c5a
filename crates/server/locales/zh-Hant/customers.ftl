# Customers that buy from a partner, and the requests that ask for it.

customer = 客戶
customers-text = 向貴組織購買的組織。您管理的會議室在「租用戶」中。
customers-find = 依名稱或網域尋找客戶
customers-none = 還沒有客戶
customers-none-text = 客戶的全域管理員接受您的要求後，就會顯示在這裡。
customers-done-ended = 經銷商關係已結束
customer-domain = 預設網域
customer-country = 國家/地區
customer-domains = 網域
customer-people = 人員
customer-people-of = { $name } 的人員
customer-people-text = 您透過客戶委派的目錄角色查看。客戶可在稽核記錄中看到您的查看。
customer-people-any = 啟用與停用
customer-person-enabled = 啟用
customer-services = 服務
customer-services-text = 此客戶的服務管理入口網站。每個都在新分頁開啟；您以客戶授與的權限登入。
customer-end = 結束關係
customer-end-question = 要結束與 { $name } 的經銷商關係嗎?
customer-end-text = 客戶會從您的清單中移除，委派的管理員權限會立即終止。要建立新的關係，需要客戶再次同意。客戶透過合作關係交由您管理的會議室不受影響。
relationship = 關係
relationship-reseller = 經銷商
customers-relationship-any = 所有關係
customers-direct = 經銷商（直接）
customers-indirect = 經銷商（透過間接經銷商或提供者）
customers-granular = 生效中的細微關係
customers-through = 間接經銷商或提供者
customers-through-any = 任何經銷商或提供者
customer-portals-of = { $name } 的入口網站
privileges = 委派的管理員權限
privileges-on = 已委派
privileges-off = 未委派
privileges-on-text = 您的 AdminAgents 在那裡是全域管理員，HelpdeskAgents 是技術服務管理員。透過細微關係在那裡持有角色的人員，則改以該角色為準。只有在客戶的全域管理員開啟時，才能處理會議室。
privileges-off-text = 無。不會顯示客戶的國家/地區、網域和人員。
privileges-return = 歸還權限
privileges-return-question = 要歸還 { $name } 的委派管理員權限嗎?
privileges-return-text = 貴組織的任何人都將立即無法再代表客戶操作。經銷商關係會保留。只有客戶的全域管理員可以還原權限。
privileges-done-returned = 已歸還委派的管理員權限
requests = 關係要求
requests-text = 每個要求都是由您自行傳送給客戶的連結。在您撤銷之前，一個連結可供任意多個客戶使用。
requests-find = 依建立者尋找
requests-any = 有效與已撤銷
requests-none = 還沒有要求
requests-none-text = 建立一個要求，並將連結傳送給客戶的全域管理員。
requests-done-revoked = 已撤銷要求
request-new = 要求經銷商關係
request-new-text = Steward 會建立專屬連結與訊息草稿，由您自行傳送。
request-privileges = 包含委派的管理員權限
request-privileges-help = 您的 AdminAgents 與 HelpdeskAgents 成員會在客戶的目錄中操作。如果只進行銷售，請勿包含。
request-privileges-off = 此伺服器上的要求不包含委派的管理員權限。
request-make = 建立要求
request-made = 建立時間
request-by = 建立者
request-asks = 要求內容
request-asks-reseller = 經銷商關係
request-asks-privileges = 含委派管理員權限的經銷商關係
request-accepted = 已接受
request-open = 有效
request-revoked = 已撤銷
request-revoke = 撤銷
request-revoke-of = 撤銷 { $made } 的要求
request-revoke-question = 要撤銷此要求嗎?
request-revoke-text = 任何人都無法再使用此連結。透過它建立的關係會保留。
request-draft-title = 給客戶的訊息
request-draft-text = 請將此訊息傳送給客戶的全域管理員。您可以修改文字，但請保留連結：連結就是要求。
request-draft-message = 訊息
request-draft-help = 必須保留連結。
request-draft-update = 使用我的文字
request-draft-edited = 郵件程式會使用您的文字
request-link-kept = 缺少連結，已重新加入
request-mail = 在郵件程式中開啟
request-done = 完成
request-draft-subject = { $partner } 要求建立經銷商關係
request-draft =
    您好：

    { $partner } 希望成為貴組織的經銷商。請以貴組織的全域管理員身分開啟此連結，確認要求的內容並接受：

    { $link }

    此致
    { $name }
request-draft-privileges =
    您好：

    { $partner } 希望成為貴組織的經銷商，並以委派的管理員權限為貴組織管理服務。請以貴組織的全域管理員身分開啟此連結，確認要求的內容並接受：

    { $link }

    您可以隨時在 [設定] > [合作夥伴關係] 中收回權限。

    此致
    { $name }
added-customers = 已新增的客戶
added-text = 您新增的組織以及各組織的回覆。在對方接受之前，這裡只顯示您輸入的內容。
added-find = 依名稱或網域尋找
added-any = 所有狀態
added-none = 沒有已新增的客戶
added-none-text = 新增在此尚無組織的公司。其他公司請使用關係要求。
added-new = 新增客戶
added-new-text = Steward 會建立只屬於客戶的組織，並以電子郵件邀請其第一位系統管理員。在客戶接受之前，您在那裡沒有任何權限。
added-company = 公司名稱
added-label = 網域中的名稱
added-label-help = 英文字母、數字和連字號。輸入「contoso」時，客戶會取得 contoso.{ $domain }，其系統管理員以 { $administrator }@contoso.{ $domain } 登入。
added-administrator = 第一位系統管理員的姓名
added-mail = 第一位系統管理員的電子郵件地址
added-mail-help = 客戶的地址，不得屬於任何合作夥伴。邀請只會寄到該地址；您看不到其中的連結。
added-asks = 要求的內容
added-asks-help = 一律要求經銷商關係。客戶會分別回覆各項。
added-granular = 同時要求預設的細微關係
added-granular-help = 為期兩年的目錄角色。客戶核准後，請指派給您的安全性群組。
added-make = 新增並邀請
added-at = 新增時間
added-invitation = 邀請
added-invited = { $time } 已寄出
added-not-invited = 尚未寄出
added-invite = 再次寄送
added-invite-of = 再次寄送 { $name } 的邀請
added-withdraw = 撤回
added-withdraw-of = 撤回 { $name }
added-withdraw-question = 要撤回對 { $name } 的要求嗎？
added-withdraw-text = 之後無人能再接受。若從未有人登入，組織會被移除，其網域可再次使用；否則組織會保留並屬於客戶。
added-done = 已新增客戶，並邀請其系統管理員
added-done-withdrawn = 已撤回要求
added-done-invited = 將再次寄送邀請
added-with-privileges = 包含委派的管理員權限
added-with-granular = 包含預設的細微關係
added-state-waiting = 等待中
added-state-accepted = 已接受
added-state-declined = 已拒絕
added-state-withdrawn = 已撤回
added-state-expired = 已過期

# Customers in whose directories one holds a role.
customer-directories-text = 這些客戶將目錄角色委派給您的組織，而您持有其中的角色，不論您是專員，或是獲指派該角色之安全性群組的成員。角色可開啟的項目顯示在各客戶旁。
customer-directories-none = 沒有客戶讓您進入其目錄
customer-directories-none-text = 客戶將目錄角色委派給您的組織，且可查閱人員的角色指派給您所屬的安全性群組後，您就會在此看到該客戶。
customer-directory-roles = 您的角色
customer-directory-opens = 可開啟
