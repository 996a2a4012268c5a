# 在變更之前顯示變更的影響。

preview-own = 您的組織
preview-rights = { $rooms }的{ $permissions }
preview-on-rooms = { $shown } 間會議室
preview-more-people = 另有 { $shown } 人；匯出檔包含全部
preview-more-places = 另有 { $shown } 個客戶；匯出檔包含全部
preview-export = 匯出此預覽 (CSV)
preview-whoever = 代表 { $domain } 接受的人，以及其指定的每位主要管理員
preview-invitation-domain = 在 { $domain } 有人接受之前，那裡沒有任何人擁有存取權。接受的人會從自己的人員中指定主要管理員；每位最多可執行下列事項，也不能轉授更多：
preview-invitation-named = 在接受之前，您指定的人沒有存取權。每個人接受後即成為主要管理員，最多可執行下列事項，也不能轉授更多：
preview-acceptance = 接受之後才會顯示會議室名稱。請選擇主要管理員並預覽，以查看您的哪些人員會獲得什麼。
member-add-question = 要將 { $member } 加入 { $group } 嗎？
member-remove-question = 要將 { $member } 從 { $group } 移除嗎？
member-review-text = 您確認之後，人員會立即受到以下影響。
role-members-access = 每位成員可以執行的操作：
preview-delegated = 透過委派在該處的目錄角色
