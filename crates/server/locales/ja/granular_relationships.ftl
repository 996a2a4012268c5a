# Granular relationships: what partners ask for and customers approve.

granular-relationship = 詳細な関係
granular-text = 顧客が貴社のグループに一定期間許可したディレクトリ ロールです。会議室を扱えるのは、顧客のグローバル管理者が許可した場合だけです。
granular-find = 名前で関係を検索
granular-any = すべて
granular-state-draft = 下書き
granular-state-waiting = 承認待ち
granular-state-active = 有効
granular-state-ended = 終了
granular-none = 詳細な関係はありません
granular-none-text = 必要なディレクトリ ロールだけを顧客に求めてください。
granular-new = 新しい詳細な関係
granular-form-text = 確定してリンクを送るまで顧客には見えない下書きです。
granular-edit = 下書きを編集
granular-name-help = 顧客にも表示されます。文字、数字、ハイフン、下線のみ。重複はできません。
granular-customer = 顧客のテナント ID
granular-customer-help = 入力すると、この組織だけが承認できます。空欄の場合はリンクを受け取った組織が承認できます。
granular-duration = 期間 (日)
granular-extends = 自動延長
granular-extends-choice = 終了時に 180 日ずつ繰り返し延長
granular-extends-help = グローバル管理者を含む場合は使えません。後から双方が変更できます。
granular-roles = ディレクトリ ロール
granular-roles-help = 作業に必要な最小限だけを求めてください。顧客はすべて承認するか、まったく承認しないかです。
granular-opens-people = 顧客のディレクトリでユーザーを参照できます
granular-opens-people-own = ディレクトリでユーザーを参照できます
granular-opens-rooms = 顧客が許可すると、顧客の会議室で作業できます
granular-opens-rooms-own = 組織のグローバル管理者が許可すると、会議室で作業できます
granular-opens-nothing = Steward では何も許可しません
granular-roles-rest = Steward では何も開かないロール: さらに { $shown } 件
granular-ends = 終了日
granular-not-yet = まだ
granular-whoever = リンクを受け取った組織
granular-drafted = 下書き
granular-extension-several = 選択した関係の延長
granular-extension-on = 自動延長をオンにする
granular-extension-on-question = { $name } を自動延長しますか?
granular-extension-on-text = 終了時に、一方がオフにするか終了するまで 180 日ずつ延長されます。
granular-extension-off = 自動延長をオフにする
granular-extension-off-question = { $name } を終了日に終了しますか?
granular-extension-off-text = 関係は最終日に終了します。30、7、1 日前に双方へ通知します。
granular-finalize = 確定
granular-finalize-question = { $name } を確定しますか?
granular-finalize-text = 以後は変更できません。顧客に送るリンクが表示され、顧客は 90 日以内に承認できます。
granular-discard = 下書きを破棄
granular-discard-question = { $name } を破棄しますか?
granular-discard-text = 下書きは削除されます。顧客は見ていません。
granular-end = ロールを削除
granular-end-question = { $name } を終了しますか?
granular-end-text = パートナーの誰も直ちにこの関係のロールを失います。元に戻せません。リセラー関係と購入済みのものは残ります。
granular-message = 顧客へのメッセージ
granular-message-title = 顧客へのメッセージ
granular-message-text = 顧客のグローバル管理者に送ってください。文面は自由に変更できますが、リンクは残してください。リンクが依頼そのものです。
granular-draft-subject = { $partner } からディレクトリ ロールの依頼
granular-draft =
    お世話になっております。

    { $partner } は特定のディレクトリ ロールで支援いたします。貴社のグローバル管理者としてこのリンクを開き、ロールと期間を確認のうえ承認してください。

    { $link }

    設定 > パートナー関係からいつでも終了できます。

    よろしくお願いいたします。
    { $name }
granular-assign = グループに割り当て
granular-assign-text = グループのメンバーと、その中のグループのメンバーが顧客でロールを持ちます。
granular-assignments = アクセスの割り当て
granular-assignments-none = グループにロールを割り当てるまで、誰も権限を持ちません。
granular-group = セキュリティ グループ
granular-group-gone = 削除されたグループ
granular-find-group = グループを検索
granular-groups-none = グループがありません
granular-change = 変更
granular-change-of = { $name } のロールを変更
granular-take = 取り消す
granular-take-of = { $name } の権限を取り消す
granular-take-question = { $name } の権限を取り消しますか?
granular-take-text = グループのメンバーは直ちにこの関係による権限を失います。
granular-status-created = 下書き
granular-status-approvalPending = 承認待ち
granular-status-approved = 承認済み
granular-status-activating = 設定中
granular-status-active = 有効
granular-status-expiring = 期限切れ処理中
granular-status-expired = 期限切れ
granular-status-terminationRequested = 終了処理中
granular-status-terminating = 終了処理中
granular-status-terminated = 終了
granular-means-created = 下書きです。顧客は知りません。
granular-means-approvalPending = リンクを送ってください。90 日間回答がない依頼は消えます。
granular-means-approved = 顧客が承認しました。まもなく有効になります。
granular-means-activating = まもなく有効になります。
granular-means-active = 下のグループのメンバーが顧客でこれらのロールを持ちます。
granular-means-expiring = 期間が終わりました。誰も権限を持ちません。
granular-means-expired = 期間が終わりました。元に戻せず、1 年間表示されます。
granular-means-terminationRequested = 一方が終了しました。誰も権限を持ちません。
granular-means-terminating = 一方が終了しました。誰も権限を持ちません。
granular-means-terminated = 一方が終了しました。元に戻せず、1 年間表示されます。
granular-assignment-pending = 設定中
granular-assignment-active = 有効
granular-assignment-deleting = 取り消し中
granular-assignment-deleted = 終了
granular-assignment-error = グループなし
granular-done-drafted = 下書きを保存しました
granular-done-saved = 下書きを保存しました
granular-done-discarded = 下書きを破棄しました
granular-done-finalized = 関係を確定しました
granular-done-agreed = 同意しました。顧客にリンクを送ってください。
granular-done-rejected = 拒否しました。顧客には何も求められません。
granular-agree = 同意する
granular-agree-question = { $name } に同意しますか?
granular-agree-text = この関係は自社のものです。同意してリンクを送ると、顧客が承認できます。
granular-reject = 拒否する
granular-reject-question = { $name } を拒否しますか?
granular-reject-text = これで終了し、顧客は承認できません。
granular-prepared-waits = { $name } がこの関係を用意しました。同意するまで顧客は承認できません。
granular-prepared-by = 用意したパートナー
granular-prepare = 管理者関係を要求
granular-prepare-for = 管理者関係を要求: { $name }
granular-prepare-text = この関係は自社ではなくリセラーのものになります。リセラーが同意または拒否し、同意後に初めて顧客が承認できます。
granular-done-extension = 延長を切り替えました
granular-done-ended = 関係を終了しました
granular-done-assigned = ロールを割り当てました
granular-done-changed = ロールを変更しました
granular-done-taken = 割り当てを取り消しました
granular-done-approved = 関係を承認しました
granular-done-declined = 要求を拒否しました
granular-soon = 関係はまもなく有効になります。それまでパートナーの誰も何も持ちません。
granular-granted-text = 貴社がパートナーに一定期間許可したディレクトリ ロールと、その保持者です。
granular-granted-find = パートナーまたは名前で検索
granular-granted-none-text = 貴社のグローバル管理者がパートナーのリンクを開いて承認すると始まります。
granular-approved-by = 承認者
granular-holders = 保持者
granular-holders-none = まだいません。パートナーはロールをグループに割り当てていません。
granular-approve-title = { $partner } がディレクトリ ロールを求めています
granular-approve-extends = その後 180 日ずつ自動延長されます。
granular-approve-who = { $partner } のグループがロールを持ちます。メンバーは { $partner } が決め、こちらで確認できます。
granular-approve-never = ロール、アプリケーション、パートナーには及びません。会議室にも、組織のグローバル管理者が許可しない限り及びません。
granular-approve-until = { $date } まで承認できます。その後、要求はなくなります。
granular-approve-end = 設定 > パートナー関係からいつでも終了できます。
granular-approve = すべて承認
granular-decline-question = { $name } を拒否しますか?
granular-decline-text = 何も始まらず、誰も承認できなくなります。{ $partner } には拒否されたことが伝わり、改めて要求できます。
granular-approved-already = 貴社はすでに回答しています
granular-days = { $count ->
   *[other] { $shown } 日
  }
granular-approve-days = { $count ->
   *[other] 承認から { $shown } 日間続きます。
  }
