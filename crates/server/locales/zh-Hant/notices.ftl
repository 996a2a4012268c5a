# 入口網站的通知。

notices = 通知
notices-text = 通知貴組織管理員與租用戶經理的內容。
notices-empty = 沒有通知
notices-empty-text = 當邀請有回覆或合作關係變更時，會在此通知您。
notices-mark-read = 標示為已讀
notices-new = 新
notice-invitation-received = { $customer } 邀請貴組織管理其會議室。
notice-invitation-accepted = { $partner } 已接受邀請 ({ $by })。
notice-received-invitation-accepted = 已接受來自 { $customer } 的邀請 ({ $by })。
notice-primary-admin-joined = { $by } 已接受邀請，現在是 { $customer } 的主要管理員。
notice-invitation-denied = 傳送給 { $recipient } 的邀請已遭拒絕 ({ $by })。
notice-received-invitation-denied = 已拒絕來自 { $customer } 的邀請 ({ $by })。
notice-invitation-expired = 傳送給 { $recipient } 的邀請未獲回覆即到期。
notice-received-invitation-expired = 來自 { $customer } 的邀請已到期。
notice-partner-removed = 已移除合作夥伴 { $partner } ({ $by })。
notice-link-ended-by-customer = { $customer } 已結束合作關係。
notice-link-ended-by-partner = 合作夥伴 { $partner } 已結束合作關係 ({ $by })。
notice-customer-removed = 已移除客戶 { $customer } ({ $by })。
notice-link-orphaned = { $partner } 已沒有人可擔任主要管理員。
notice-customer-orphaned = 已沒有人可擔任 { $customer } 的主要管理員。請指定人員。
notice-person-blocked = { $customer } 封鎖了 { $person }：{ $reason }
notice-person-unblocked = { $customer } 已解除對 { $person } 的封鎖。
notice-assignment-ending = 指派「{ $name }」即將結束，最後一天是 { $end }。如需繼續，請延長。
notice-customer-assignment-ending = 在 { $customer } 的指派「{ $name }」即將結束，最後一天是 { $end }。如需繼續，請延長。
notice-webhook-gone = Webhook「{ $name }」已關閉：接收端表示已不存在。
notice-webhook-failing = Webhook「{ $name }」已關閉：連續七天無法傳遞任何訊息。
