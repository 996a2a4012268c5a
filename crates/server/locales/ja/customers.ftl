# Customers that buy from a partner, and the requests that ask for it.

customer = 顧客
customers-text = 貴社から購入している組織です。管理している会議室は「テナント」にあります。
customers-find = 名前またはドメインで顧客を検索
customers-none = 顧客はまだありません
customers-none-text = 顧客のグローバル管理者が依頼を承認すると、ここに表示されます。
customers-done-ended = リセラー関係を終了しました
customer-domain = 既定のドメイン
customer-country = 国
customer-domains = ドメイン
customer-people = ユーザー
customer-people-of = { $name } のユーザー
customer-people-text = 顧客が委任したディレクトリ ロールで参照しています。参照したことは顧客の監査ログに表示されます。
customer-people-any = 有効と無効
customer-person-enabled = 有効
customer-services = サービス
customer-services-text = この顧客向けのサービスの管理ポータルです。それぞれ新しいタブで開き、顧客が付与した権限でサインインします。
customer-end = 関係を終了
customer-end-question = { $name } とのリセラー関係を終了しますか?
customer-end-text = 顧客は一覧から消え、代理管理者権限は直ちに終了します。新しい関係には再び顧客の同意が必要です。顧客がパートナー連携で管理を任せている会議室はそのままです。
relationship = 関係
relationship-reseller = リセラー
customers-relationship-any = すべての関係
customers-direct = リセラー (直接)
customers-indirect = リセラー (間接リセラーまたはプロバイダー経由)
customers-granular = 有効な詳細な関係
customers-through = 間接リセラーまたはプロバイダー
customers-through-any = すべてのリセラーとプロバイダー
customer-portals-of = { $name } のポータル
privileges = 代理管理者権限
privileges-on = 委任あり
privileges-off = 委任なし
privileges-on-text = AdminAgents はグローバル管理者、HelpdeskAgents はヘルプデスク管理者です。詳細な関係でロールを持つ人には、そのロールが代わりに適用されます。会議室を扱えるのは、顧客のグローバル管理者が許可した場合だけです。
privileges-off-text = なし。顧客の国、ドメイン、ユーザーは表示されません。
privileges-return = 権限を返上
privileges-return-question = { $name } での代理管理者権限を返上しますか?
privileges-return-text = 貴社の誰も、直ちに顧客に代わって操作できなくなります。リセラー関係は残ります。権限を復元できるのは顧客のグローバル管理者だけです。
privileges-done-returned = 代理管理者権限を返上しました
requests = 関係の依頼
requests-text = 依頼はそれぞれ、顧客に自分で送るリンクです。取り消すまで、1 つのリンクを何社でも利用できます。
requests-find = 作成者で検索
requests-any = 有効と取り消し済み
requests-none = 依頼はまだありません
requests-none-text = 依頼を作成し、リンクを顧客のグローバル管理者に送ってください。
requests-done-revoked = 依頼を取り消しました
request-new = リセラー関係を依頼
request-new-text = Steward が専用リンクとメッセージの下書きを作成します。送信はご自身で行ってください。
request-privileges = 代理管理者権限を含める
request-privileges-help = AdminAgents と HelpdeskAgents のメンバーが顧客のディレクトリで操作します。販売だけの場合は含めないでください。
request-privileges-off = このサーバーでは、依頼に代理管理者権限は含まれません。
request-make = 依頼を作成
request-made = 作成日時
request-by = 作成者
request-asks = 依頼の内容
request-asks-reseller = リセラー関係
request-asks-privileges = 代理管理者権限付きのリセラー関係
request-accepted = 承認数
request-open = 有効
request-revoked = 取り消し済み
request-revoke = 取り消す
request-revoke-of = { $made } の依頼を取り消す
request-revoke-question = この依頼を取り消しますか?
request-revoke-text = リンクは誰にも使えなくなります。このリンクで始まった関係は残ります。
request-draft-title = 顧客へのメッセージ
request-draft-text = 顧客のグローバル管理者に送ってください。文面は変更できますが、リンクは残してください。リンクが依頼そのものです。
request-draft-message = メッセージ
request-draft-help = リンクを残してください。
request-draft-update = この文面を使う
request-draft-edited = メール ソフトにこの文面が渡されます
request-link-kept = リンクがなかったため、もう一度追加しました
request-mail = メール ソフトで開く
request-done = 完了
request-draft-subject = { $partner } からのリセラー関係の依頼
request-draft =
    お世話になっております。

    { $partner } は、貴社のリセラーになることを希望しています。貴社のグローバル管理者としてこのリンクを開き、依頼の内容を確認のうえ承認してください。

    { $link }

    よろしくお願いいたします。
    { $name }
request-draft-privileges =
    お世話になっております。

    { $partner } は、貴社のリセラーとなり、代理管理者権限によりサービスを管理することを希望しています。貴社のグローバル管理者としてこのリンクを開き、依頼の内容を確認のうえ承認してください。

    { $link }

    権限は [設定] > [パートナー関係] でいつでも取り消せます。

    よろしくお願いいたします。
    { $name }
added-customers = 追加した顧客
added-text = 追加した組織と、それぞれの回答です。相手が承諾するまでは、入力した内容だけが表示されます。
added-find = 名前またはドメインで検索
added-any = すべての状態
added-none = 追加した顧客はありません
added-none-text = ここにまだ組織のない会社を追加します。ほかの会社には関係の依頼を送ってください。
added-new = 顧客を追加
added-new-text = Steward は顧客だけのものとなる組織を作成し、最初の管理者を電子メールで招待します。顧客が承諾するまで、そこでの権限は何もありません。
added-company = 会社名
added-label = ドメイン内の名前
added-label-help = 英字、数字、ハイフン。「contoso」とすると、顧客のドメインは contoso.{ $domain } になり、管理者は { $administrator }@contoso.{ $domain } でサインインします。
added-administrator = 最初の管理者の名前
added-mail = 最初の管理者の電子メール アドレス
added-mail-help = パートナーのものではない、顧客のアドレス。招待はこのアドレスだけに送られ、リンクは表示されません。
added-asks = 依頼する内容
added-asks-help = リセラー関係は必ず依頼します。顧客はそれぞれに個別に回答します。
added-granular = 既定の詳細な関係も依頼する
added-granular-help = 2 年間のディレクトリ ロール。顧客が承認したら、セキュリティ グループに割り当ててください。
added-make = 追加して招待
added-at = 追加日時
added-invitation = 招待
added-invited = { $time } に送信
added-not-invited = 未送信
added-invite = 再送信
added-invite-of = { $name } の招待を再送信
added-withdraw = 取り下げる
added-withdraw-of = { $name } を取り下げる
added-withdraw-question = { $name } への依頼を取り下げますか?
added-withdraw-text = もう誰も承諾できなくなります。誰もサインインしていない組織は削除され、ドメインは再び空きます。そうでなければ組織は残り、顧客のものです。
added-done = 顧客を追加しました。管理者に招待を送ります
added-done-withdrawn = 依頼を取り下げました
added-done-invited = 招待を再送信します
added-with-privileges = 代理管理者権限を含む
added-with-granular = 既定の詳細な関係を含む
added-state-waiting = 回答待ち
added-state-accepted = 承諾済み
added-state-declined = 拒否
added-state-withdrawn = 取り下げ済み
added-state-expired = 期限切れ

# Customers in whose directories one holds a role.
customer-directories-text = 顧客が組織に委任したディレクトリ ロールをあなたが持つ顧客です。エージェントとして持つ場合も、ロールが割り当てられたセキュリティ グループのメンバーとして持つ場合も含みます。ロールで開けるものがそれぞれの横に表示されます。
customer-directories-none = ディレクトリを開いている顧客はありません
customer-directories-none-text = 顧客が組織にディレクトリ ロールを委任し、ユーザーを参照できるロールがあなたの属するセキュリティ グループに割り当てられると、その顧客がここに表示されます。
customer-directory-roles = あなたのロール
customer-directory-opens = 開けるもの
