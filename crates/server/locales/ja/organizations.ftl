# オペレーターのページ: 組織とサーバーの状態。

organizations-text = このサーバーに会議室またはユーザーがあるすべての組織です。内容ではなく、数値だけが表示されます。
organizations-figures-only = この組織の数値だけが表示され、会議室、ユーザー、ログは表示されません。ここでの変更はその組織のログに記録されます。
organizations-new = 新しい組織
organizations-new-text = 追加する前に、ドメインがその組織のものであることを確認してください。
organizations-make = 組織を作成
organizations-made = { $name } を作成しました
organizations-edit = { $name } の編集
organizations-edit-text = 言語とタイム ゾーンは今後追加されるユーザーに適用されます。各自が選んだ設定は変わりません。
organizations-find = 組織を検索
organizations-find-by = 名前またはドメイン
organizations-partner = パートナー資格
organizations-partners = パートナーのみ
organizations-no-partners = パートナー以外
organizations-domains = ドメイン
organizations-domain = ドメイン
organizations-country = 国/地域
organizations-country-help = KR のような 2 文字のコードです。
organizations-language = 言語
organizations-time-zone = タイム ゾーン
organizations-time-zone-help = 例: Asia/Seoul
organizations-people = ユーザー
organizations-rooms = 会議室
organizations-links = パートナー連携
organizations-created = 作成日
organizations-identifier = 識別子
organizations-runs-server = このサーバーを運用
organizations-record = 基本情報
organizations-figures = 数値
organizations-on = オン
organizations-off = オフ
organizations-count = { $count ->
   *[other] { $shown } 件の組織
  }
organizations-domains-text = ユーザーはこのドメインでサインインし、パートナーとしての招待にもこのドメインが使われます。
organizations-domains-help = contoso.example のように 1 行に 1 つ入力します。1 つのドメインは 1 つの組織にだけ属します。
organizations-domain-new = 別のドメイン
organizations-domain-help = 先に、その組織のものであることを確認してください。
organizations-domain-add = ドメインを追加
organizations-domain-remove = { $name } から { $domain } を削除しますか?
organizations-domain-remove-do = ドメインを削除
organizations-domain-in-use = このドメインのアカウント名を持つユーザーがいるため、変更されませんでした。先にアカウント名を変更するか、ユーザーを削除してください。
organizations-domain-remove-people = このドメインのアカウント名を持つユーザーがいない場合にのみ削除できます。
organizations-domain-remove-invitations = このドメイン宛ての回答待ちの招待は取り消され、顧客に通知されます。
organizations-domain-remove-links = 既存のパートナー連携はそのまま残ります。
organizations-what-happens = 実行される内容
organizations-first-administrator = 最初の管理者
organizations-first-administrator-help = このユーザーはグローバル管理者になり、パスワードを設定するための ワンタイム リンクを受け取ります。
organizations-link-for = { $account } の ワンタイム リンク
organizations-link-text = 表示されるのは今回だけです。信頼できる方法で渡してください。開いた人がパスワードを設定します。使えるのは 1 回だけです。
organizations-link-opens = リンクは { $time } から使えます。
organizations-link-told = 組織の管理者がサインインできるため、管理者に通知しました。それまでは異議を申し立てることができます。
organizations-link-done = 組織へ移動
organizations-partner-text = パートナーは顧客に招待され、顧客の会議室を管理します。資格がなければ、この組織を招待することはできません。
organizations-partner-on = オンにする
organizations-partner-off = オフにする
organizations-partner-on-title = { $name } のパートナー資格をオンにしますか?
organizations-partner-off-title = { $name } のパートナー資格をオフにしますか?
organizations-partner-on-invited = 顧客はドメインでこの組織を招待できるようになります。
organizations-partner-on-links = 一時停止中の顧客とのパートナー連携は、以前の会議室のまま直ちに再開されます。
organizations-partner-on-told = この組織と、関係する顧客の管理者に通知されます。
organizations-partner-off-links = 顧客とのパートナー連携はすべて一時停止され、この組織のユーザーは直ちにすべての権限を失います。
organizations-partner-off-invitations = 回答待ちの招待は取り消されます。
organizations-partner-off-told = この組織と、関係する顧客の管理者に通知されます。
organizations-partner-off-undone = もう一度オンにすると、一時停止したパートナー連携は再開されますが、取り消された招待は戻りません。
organizations-links-now = { $count ->
   *[other] この組織は現在、顧客またはパートナーとして { $shown } 件の有効なパートナー連携に属しています。
  }
organizations-administrator-link = 管理者リンク
organizations-administrator-link-make = リンクを作成
organizations-administrator-link-made = { $name } のリンクを作成しました
organizations-administrator-link-text = 管理者がサインインできなくなった組織のためのものです。サインインできる管理者がいない間は、リンクはすぐに使えます。それ以外の場合は 24 時間後に使えるようになり、管理者に通知されます。
organizations-administrator-account-help = 組織のグローバル管理者、または組織のドメインの新しいユーザーです。すでにアカウントを持つほかのユーザーがこの方法で管理者になることはありません。
operator-health-text = サーバー全体の数値です。
operator-health-partners = { $count ->
   *[other] うちパートナー { $shown } 件
  }
operator-health-sessions = { $count ->
   *[other] サインイン中のブラウザー { $shown } 件
  }
operator-health-heard = { $count ->
   *[other] うち { $shown } 件がここ数分以内に報告
  }
operator-health-pending = { $count ->
   *[other] 回答待ちの招待 { $shown } 件
  }
operator-health-last-report = デバイスの最後の報告
