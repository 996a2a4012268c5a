# ポータルの通知。

notices = 通知
notices-text = 組織の管理者とテナント マネージャーへのお知らせです。
notices-empty = 通知はありません
notices-empty-text = 招待への回答やパートナー連携の変更があると、ここに表示されます。
notices-mark-read = 既読にする
notices-new = 新着
notice-invitation-received = { $customer } から会議室の管理に招待されました。
notice-invitation-accepted = { $partner } が招待を承諾しました ({ $by })。
notice-received-invitation-accepted = { $customer } からの招待が承諾されました ({ $by })。
notice-primary-admin-joined = { $by } が招待を承諾し、{ $customer } のプライマリ管理者になりました。
notice-invitation-denied = { $recipient } への招待は拒否されました ({ $by })。
notice-received-invitation-denied = { $customer } からの招待が拒否されました ({ $by })。
notice-invitation-expired = { $recipient } への招待は回答がないまま期限切れになりました。
notice-received-invitation-expired = { $customer } からの招待は期限切れになりました。
notice-partner-removed = パートナー { $partner } が削除されました ({ $by })。
notice-link-ended-by-customer = { $customer } がパートナー連携を終了しました。
notice-link-ended-by-partner = パートナー { $partner } が連携を終了しました ({ $by })。
notice-customer-removed = 顧客 { $customer } が削除されました ({ $by })。
notice-link-orphaned = { $partner } にプライマリ管理者として行動できる人がいなくなりました。
notice-customer-orphaned = { $customer } のプライマリ管理者として行動できる人がいなくなりました。新しく指定してください。
notice-person-blocked = { $customer } が { $person } をブロックしました: { $reason }
notice-person-unblocked = { $customer } が { $person } のブロックを解除しました。
notice-assignment-ending = 割り当て「{ $name }」はまもなく終了します。最終日は { $end } です。続ける場合は延長してください。
notice-customer-assignment-ending = { $customer } での割り当て「{ $name }」はまもなく終了します。最終日は { $end } です。続ける場合は延長してください。
notice-webhook-gone = Webhook「{ $name }」をオフにしました。受信側がもう存在しないと応答しました。
notice-webhook-failing = Webhook「{ $name }」をオフにしました。7 日間何も届けられませんでした。
