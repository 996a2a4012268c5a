# 電子郵件：訊息的內容，以及選擇是否與何時接收之處。

mail = 電子郵件
mail-not-sent = 此伺服器不會傳送電子郵件：營運者尚未設定郵件伺服器。
assignment-mail-legend = 電子郵件
assignment-mail-choice = 傳送電子郵件給成員
assignment-mail-help = 通知成員這些會議室的票證：除非本人另有選擇，嚴重與重要者立即通知，其餘每天一次。
assignment-mail-on = 成員會收到關於這些會議室的電子郵件。
account-mail-text = 若指派已開啟電子郵件，您會收到該角色之會議室的郵件；若您是系統管理員，也會收到通知的郵件。
account-mail-choice = 傳送電子郵件給我
account-mail-given = 有人將票證指派給我時通知我
account-mail-at-once = 立即通知
account-mail-in-digest = 在每日摘要中通知
account-mail-in-digest-help = 摘要會列出未立即通知、且達到此嚴重性的票證。
account-mail-from-critical = 嚴重的票證
account-mail-from-important = 重要以上的票證
account-mail-from-warning = 警告以上的票證
account-mail-from-recommended = 所有票證
account-mail-from-none = 不通知
account-mail-customers-help = 不選擇則通知您看得到的所有客戶的票證。
assignment-mail-save = 儲存此設定
account-mail-digest = 每日摘要的時刻
account-mail-digest-help = 依您的時區每天彙整成一封郵件。
account-mail-quiet = 勿擾時段
account-mail-quiet-help = 此時段內不傳送任何郵件；期間發生的事會在時段結束時傳送。
account-mail-quiet-from = 開始
account-mail-quiet-until = 結束
account-mail-never = 無
account-mail-saved = 已儲存您的電子郵件設定。
mail-occasion-ticketOpened = 新票證
mail-occasion-ticketReactivated = 再次發生
mail-occasion-ticketRaised = 已升為重要
mail-occasion-issueRecorded = 已記錄問題
mail-occasion-ticketResolved = 已解決
mail-occasion-ticketClosed = 已關閉
mail-occasion-ticketGiven = 已指派給您
mail-subject-own = { $occasion }：{ $title }，{ $room }
mail-subject-customer = { $occasion }：{ $title }，{ $room }（{ $customer }）
mail-subject-rooms = { $title }：{ $shown } 間會議室
mail-subject-many = { $shown } 張票證
mail-subject-given = 有 { $shown } 張票證指派給您
mail-subject-digest = 每日摘要：{ $shown } 張票證
mail-subject-notices = { $shown } 則通知
mail-more = 另有 { $shown } 張票證：
mail-footer-rooms = 您收到此郵件，是因為您的角色會傳送其會議室的電子郵件。選擇接收時間或關閉：{ $address }
mail-footer-given = 您收到此郵件，是因為有人將票證指派給您。選擇是否與何時接收：{ $address }
mail-footer-notices = 您收到此郵件，是因為您會收到 Steward 的通知。選擇接收時間或關閉：{ $address }
mail-subject-report = { $report }：{ $about }
mail-report-more = { $count ->
   *[other] 其餘 { $shown } 列在這裡：
  }
mail-footer-report = 您已設定以電子郵件接收此報告，因此收到這封信。變更、暫停或結束：{ $address }
mail-footer-shared-report = { $organization } 的 { $sender } 設定將此報告寄給您，因此您收到這封信。查看並停止其他人寄來的報告：{ $address }
mail-subject-invitation = { $organization }：設定您的組織
mail-invitation =
    您好：

    { $partner }（{ $domain }）在 Steward 中新增了組織 { $organization }，並指定您為第一位系統管理員。

    您的帳戶是 { $account }。請開啟此連結設定密碼；連結 24 小時內有效，合作夥伴看不到它：

    { $link }

    組織只屬於您。{ $partner } 要求與其建立關係：請在 [設定] > [合作夥伴關係] 中接受或拒絕。在您接受之前，{ $partner } 在其中無法執行任何操作。

    如果您不認識 { $partner }，請不要採取任何動作。
mail-footer-invitation = 您收到此郵件，是因為合作夥伴向 Steward 提供了您的地址。
# Mail routes: which team is told of which tickets.
mail-routes-text-own = 指定貴組織會議室的哪些票證以電子郵件通知哪個團隊。
mail-routes-text-customers = 指定客戶的哪些票證以電子郵件通知哪個團隊。
mail-routes-who = 誰可以收到通知由指派的電子郵件設定決定。符合路由的票證只通知其中的團隊成員；若團隊中沒有可通知的成員，則仍通知其他所有人。
mail-routes-none = 沒有路由
mail-routes-none-text = 凡指派已開啟電子郵件的人都會收到其會議室的通知。若要將部分票證交給某個團隊，請建立路由。
mail-route-new = 新增路由
mail-route-edit = 編輯路由
mail-route-team = 團隊
mail-route-team-help = 貴組織的安全性群組；其中群組的成員也算在內。
mail-route-customers-help = 不選擇則適用於所有客戶的票證。
mail-route-customers-none = 您看不到任何客戶，因此這裡沒有客戶可選：此路由適用於所有客戶的票證。負責客戶的人員可以將它限定於部分客戶。
mail-route-customers-stay = 您看不到任何客戶，因此這裡沒有客戶可選：此路由仍限定於先前選擇的客戶。
mail-route-delete = 要刪除此路由嗎？
mail-route-delete-named = 刪除通往 { $team } 的路由
mail-route-delete-text = 凡可收到這些票證通知的人都會再次收到通知。
mail-route-deleted = 已刪除路由。
