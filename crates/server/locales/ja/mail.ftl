# 電子メール: メッセージの内容と、受け取るかどうか、いつ受け取るかを選ぶところ。

mail = 電子メール
mail-not-sent = このサーバーは電子メールを送信しません。運用者がメール サーバーを設定していません。
assignment-mail-legend = 電子メール
assignment-mail-choice = メンバーに電子メールを送る
assignment-mail-help = これらの会議室のチケットを知らせます。本人が別に選んでいなければ、重大なものと重要なものはすぐに、それ以外は 1 日 1 回です。
assignment-mail-on = メンバーはこれらの会議室に関する電子メールを受け取ります。
account-mail-text = 割り当てで電子メールが有効になっているロールの会議室についてのメールと、管理者の場合は通知のメールが届きます。
account-mail-choice = 自分に電子メールを送る
account-mail-given = ほかの人からチケットの担当を割り当てられたら知らせる
account-mail-at-once = すぐに知らせる
account-mail-in-digest = 1 日のまとめで知らせる
account-mail-in-digest-help = まとめには、すぐに知らせないもののうち、この重大度以上のチケットが載ります。
account-mail-from-critical = 重大なチケット
account-mail-from-important = 重要以上のチケット
account-mail-from-warning = 警告以上のチケット
account-mail-from-recommended = すべてのチケット
account-mail-from-none = 知らせない
account-mail-customers-help = 何も選ばないと、表示できるすべての顧客のチケットについて知らせます。
assignment-mail-save = この設定を保存
account-mail-digest = 1 日のまとめの時刻
account-mail-digest-help = 自分のタイム ゾーンの時刻で 1 日 1 通にまとめて届きます。
account-mail-quiet = おやすみ時間
account-mail-quiet-help = この時間帯には何も送信されません。その間の出来事は、終わったときに送信されます。
account-mail-quiet-from = 開始
account-mail-quiet-until = 終了
account-mail-never = なし
account-mail-saved = 電子メールの設定を保存しました。
mail-occasion-ticketOpened = 新規
mail-occasion-ticketReactivated = 再発
mail-occasion-ticketRaised = 重要に変更
mail-occasion-issueRecorded = 問題の記録
mail-occasion-ticketResolved = 解決済み
mail-occasion-ticketClosed = クローズ
mail-occasion-ticketGiven = 担当の割り当て
mail-subject-own = { $occasion }: { $title }、{ $room }
mail-subject-customer = { $occasion }: { $title }、{ $room } ({ $customer })
mail-subject-rooms = { $title }: 会議室 { $shown } 室
mail-subject-many = チケット { $shown } 件
mail-subject-given = チケット { $shown } 件の担当が割り当てられました
mail-subject-digest = 1 日のまとめ: チケット { $shown } 件
mail-subject-notices = 通知 { $shown } 件
mail-more = ほかにチケット { $shown } 件:
mail-footer-rooms = 自分のロールがその会議室についての電子メールを送るため、このメールが届いています。受け取る時刻の選択や停止はこちら: { $address }
mail-footer-given = ほかの人からチケットの担当を割り当てられたため、このメールが届いています。受け取るかどうかと時刻の選択はこちら: { $address }
mail-footer-notices = Steward の通知の対象者のため、このメールが届いています。受け取る時刻の選択や停止はこちら: { $address }
mail-subject-report = { $report }: { $about }
mail-report-more = 残りの { $shown } 行はこちらにあります:
mail-footer-report = このレポートを電子メールで受け取る設定のため、お送りしています。変更、一時停止、終了: { $address }
mail-footer-shared-report = { $organization } の { $sender } さんがこのレポートをあなたに送信するよう設定しているため、お送りしています。ほかの人からのレポートの確認と停止: { $address }
mail-subject-invitation = { $organization }: 組織のセットアップ
mail-invitation =
    こんにちは。

    { $partner }({ $domain })が Steward に組織 { $organization } を追加し、あなたを最初の管理者に指定しました。

    アカウントは { $account } です。次のリンクを開いてパスワードを設定してください。リンクは 24 時間有効で、パートナーには表示されません。

    { $link }

    組織はあなただけのものです。{ $partner } は関係を依頼しています。[設定] > [パートナー関係] で承諾または拒否してください。承諾するまで、{ $partner } は組織で何もできません。

    { $partner } に心当たりがない場合は、何もしないでください。
mail-footer-invitation = パートナーがあなたのアドレスを Steward に伝えたため、このメールが届いています。
# Mail routes: which team is told of which tickets.
mail-routes-text-own = 自組織の会議室のどのチケットを、どのチームに電子メールで知らせるかを決めます。
mail-routes-text-customers = 顧客のどのチケットを、どのチームに電子メールで知らせるかを決めます。
mail-routes-who = 知らせてよい相手は、割り当ての電子メールの設定で決まります。ルートに当てはまるチケットは、そのうちチームのメンバーだけに知らせます。知らせてよいメンバーがいない場合は、ほかの全員に知らせます。
mail-routes-none = ルートはありません
mail-routes-none-text = 電子メールが有効な割り当てのメンバー全員に、その会議室について知らせます。一部のチケットを 1 つのチームに送るには、ルートを作成します。
mail-route-new = 新しいルート
mail-route-edit = ルートの編集
mail-route-team = チーム
mail-route-team-help = 組織のセキュリティ グループです。その中のグループのメンバーも含まれます。
mail-route-customers-help = 何も選ばないと、すべての顧客のチケットが対象になります。
mail-route-customers-none = 表示できる顧客がないため、ここで選択できる顧客はありません。このルートはすべての顧客のチケットが対象です。顧客を担当している人なら、一部の顧客に限定できます。
mail-route-customers-stay = 表示できる顧客がないため、ここで選択できる顧客はありません。このルートは、すでに選択されている顧客に限定されたままです。
mail-route-delete = このルートを削除しますか?
mail-route-delete-named = 削除: { $team } へのルート
mail-route-delete-text = これらのチケットを知らせてよい全員に、再び知らせます。
mail-route-deleted = ルートを削除しました。
