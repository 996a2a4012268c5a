# アクセス レビュー: パートナーのだれがここで権利を持つか、何を通じてか、最後にいつ使ったか。

review-text = 組織で権利を持つ、またはこれから持つパートナーの全員です。どのロール、会議室、セキュリティ グループを通じてか、いつからか、最後にいつ操作または閲覧したかがわかります。
review-help = ブロックされた人、無効になった人、これから始まる割り当て、終わった割り当ても一覧に残ります。ブロックを解除するか割り当てを延長すると、再び有効になるためです。有効な権利が 90 日以上前からあり、90 日間使われていないと、未使用と表示します。閲覧の反映は最大 15 分遅れます。
review-find = 人を検索
review-through = 経路
review-last-used = 最終使用
review-groups = 経由するグループ: { $groups }
review-since = { $day } から。
review-rooms-without = { $rooms } – 除外: { $without }
review-more = { $count ->
   *[other] { $names } ほか { $shown } 件
  }
review-count = { $count ->
   *[other] { $shown } 人
  }
review-empty = アクセスできるパートナーの人はいません
review-empty-text = パートナーが組織でのロールを自社の人に与えると、ここに表示されます。
review-state-active = アクセス可
review-state-upcoming = 開始前
review-state-ended = 終了
review-state-suspended = パートナー連携が一時停止中
review-state-disabled = パートナーが無効化
review-state-blocked = ブロック済み
review-state-unused = 90 日間未使用
review-delegated = 代理管理者権限や詳細な関係でディレクトリ ロールを持つ人と、サブスクリプションのロールを持つ人もここに表示されます。
review-opens-rooms = ディレクトリと、組織に代わって会議室
review-directory-alone = ディレクトリのみ
review-on-subscription = サブスクリプション { $subscription }
review-superseded = 無効: 詳細な関係のロールが代わりに有効
review-until = { $day } まで。
