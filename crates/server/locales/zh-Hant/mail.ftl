# 電子郵件：訊息的內容，以及選擇是否與何時接收之處。

mail = 電子郵件
mail-not-sent = 此伺服器不會傳送電子郵件：營運者尚未設定郵件伺服器。
assignment-mail-legend = 電子郵件
assignment-mail-choice = 傳送電子郵件給成員
assignment-mail-help = 通知成員這些會議室的票證：嚴重與重要者立即通知，其餘每天一次。
assignment-mail-on = 成員會收到關於這些會議室的電子郵件。
account-mail-text = 若指派已開啟電子郵件，您會收到該角色之會議室的郵件；若您是系統管理員，也會收到通知的郵件。
account-mail-choice = 傳送電子郵件給我
account-mail-given = 有人將票證指派給我時通知我
account-mail-digest = 每日摘要的時刻
account-mail-digest-help = 警告依您的時區每天彙整成一封郵件。
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
mail-subject-invitation = { $organization }：設定您的組織
mail-invitation =
    您好：

    { $partner }（{ $domain }）在 Steward 中新增了組織 { $organization }，並指定您為第一位系統管理員。

    您的帳戶是 { $account }。請開啟此連結設定密碼；連結 24 小時內有效，合作夥伴看不到它：

    { $link }

    組織只屬於您。{ $partner } 要求與其建立關係：請在 [設定] > [合作夥伴關係] 中接受或拒絕。在您接受之前，{ $partner } 在其中無法執行任何操作。

    如果您不認識 { $partner }，請不要採取任何動作。
mail-footer-invitation = 您收到此郵件，是因為合作夥伴向 Steward 提供了您的地址。
