# ディレクトリ: ユーザー、セキュリティ グループ、ディレクトリ ロール。

directory-count = { $count ->
   *[other] { $shown } 件
  }
directory-first-page = 最初のページ
directory-saved = 保存しました。
directory-added = 追加しました。
directory-removed = 削除しました。
directory-deleted = 削除しました。
directory-add-to = { $name } に追加
directory-find-principal = ユーザーとグループを検索
directory-choose-principal = ユーザーまたはセキュリティ グループを選択
directory-first-twenty = 最初の 20 件を表示しています。検索で絞り込めます。
directory-group = セキュリティ グループ
directory-roles-text = 組織全体に及ぶロールです。グローバル管理者だけが付与し、取り消します。
directory-role-text-global-administrator = この組織のすべて: ユーザー、グループ、ロール、会議室、設定、パートナー。
directory-role-text-managed-service-administrator = 会議室、設定、パートナーのすべて。ユーザー、グループ、ディレクトリ ロールは含みません。
directory-role-text-teams-administrator = 会議室、設定、パートナーに対するすべてのアクセス許可。
directory-role-text-teams-devices-administrator = 会議室と設定に対するすべてのアクセス許可。ロールとパートナーは除きます。
directory-role-text-global-reader = 会議室、グループ、ロールを閲覧し、何も変更しません。
directory-role-text-user-management-administrator = ここでも顧客でも権限を持たず、与えもしない、組織のユーザーとセキュリティ グループを管理します。ロールは付与できず、会議室には及びません。パートナーだけにあります。
directory-role-nobody = このロールを直接持つ人はいません。
directory-role-take-question = { $name } から { $role } ロールを取り消しますか?
directory-role-take-text = セキュリティ グループを通じても持つロールは残ります。
members = メンバー
members-none = このグループにはまだ誰もいません。
members-through-groups = ほかのグループ経由
members-through-groups-text = メンバーのグループに属しているため、このグループに含まれる人です。
member-add = メンバーを追加
member-remove-named = { $name } を解除
security-groups-text = 人のグループです。グループに付与したロールは全員が持ちます。
security-groups-find = セキュリティ グループを検索
security-groups-none = セキュリティ グループはまだありません
security-groups-none-text = 同じ仕事をする人をグループにまとめ、グループにロールを付与します。
security-group-add = セキュリティ グループを追加
security-group-edit = セキュリティ グループを編集
security-group-within = このグループが属するグループ
security-group-delete-text = グループが持つものをメンバーは失います。ユーザー自体は残ります。
security-group-effect = { $count ->
    [0] グループには誰もいません。
   *[other] { $shown } 人がグループの持つものを失います。
  }
users-text = ここにサインインできる組織のユーザーです。
users-find = ユーザーを検索
user-add = ユーザーを追加
user-edit = ユーザーを編集
user-record = 基本情報
user-state = 状態
user-enabled = 有効
user-disabled = 無効
user-last-sign-in = 最終サインイン
user-created = 追加日
user-domains = アカウント名は確認済みドメインのいずれかで終わります: { $domains }。
user-enable = 有効にする
user-disable = 無効にする
user-was-enabled = ユーザーを有効にしました。
user-was-disabled = ユーザーを無効にしました。すべてのセッションは終了しました。
user-disable-question = { $name } を無効にしますか?
user-disable-text = 再び有効にするまで、すべての権限を失いサインインできません。ロールとメンバーシップは残ります。
user-delete-question = { $name } を削除しますか?
user-delete-text = この組織と顧客でのすべてのロールとメンバーシップとともに削除されます。元に戻せません。
user-ends-at-once = ただちに有効になります
user-effects = 影響
user-effect-sessions = { $count ->
    [0] サインインしていません。
   *[other] { $shown } 件のセッションが終了します。
  }
user-effect-customer = { $customer } のプライマリ管理者です。ほかに対応できる人がいなければ、顧客とテナント マネージャーに警告します。
user-link = パスワード設定リンク
user-link-make = 新しいパスワード リンク
user-link-once = このリンクは一度だけ表示されます
user-link-text = 信頼できる方法で本人に渡してください。24 時間以内に一度だけ使えます。以前のリンクは使えなくなります。
user-password-set = 設定済み
user-password-none = 未設定
user-no-roles = 直接持つディレクトリ ロールはありません。
user-no-groups = 属するセキュリティ グループはありません。
user-no-sessions = サインインしていません。
user-end-sessions = すべてのセッションを終了
user-sessions-ended = セッションを終了しました。

## ディレクトリとパートナー資格に関する通知。

notice-administrator-link-made = オペレーターが { $account } の管理者リンクを作成しました。{ $opens } に開きます。
notice-partner-capability-on = 組織は再びパートナーになりました。一時停止中のパートナー連携が再び有効です。
notice-partner-capability-off = 組織はパートナーではなくなりました。顧客とのパートナー連携は一時停止され、保留中の招待は取り消されました。
notice-invitation-withdrawn = { $domain } への招待は取り下げられました。その組織はパートナーでなくなったか、このドメインを持たなくなりました。
notice-link-suspended = { $partner } はこのサーバーのパートナーではなくなりました。会議室へのアクセスは一時停止されています。
notice-link-resumed = { $partner } は再びこのサーバーのパートナーになりました。会議室へのアクセスが再び有効です。
agent-admin-agent = 管理エージェント
agent-helpdesk-agent = ヘルプデスク エージェント
agent-sales-agent = 販売エージェント
agent-help-admin-agent = メンバーは顧客にリセラー関係を依頼し、代理管理者権限を付与した顧客のグローバル管理者になります。
agent-help-helpdesk-agent = メンバーは顧客を参照し、代理管理者権限を付与した顧客のヘルプデスク管理者になります。
agent-help-sales-agent = メンバーは顧客を参照し、リセラー関係を依頼します。
