# シグナル: カタログと、組織での扱い。

signals-text = Steward が会議室で監視する項目と、組織での扱いです。
signals-find = シグナルを検索
signals-category = カテゴリ
signals-severity = 重大度
signals-severity-help = 重大と重要は会議室を異常にします。警告と推奨は異常にしません。
signals-poll = 確認間隔
signals-poll-help = 2 回の確認の間で許される最長の間隔 (分) です。エージェントはこれより頻繁に確認し、変化をすぐに報告します。
signals-watch = 監視時間
signals-watch-help = シグナルが反映されるまでに異常が続く必要のある時間 (分) です。
signals-enabled = 有効
signals-disabled = 無効
signals-disabled-effect = 無効なシグナルは会議室に表示され続けますが、警告を出さず、正常性にも影響しません。
signals-changed = 変更済み
signals-as-shipped = 既定値: { $value }。
signals-reset = 既定値に戻す
signals-reset-all = すべて既定値に戻す
signals-reset-effect = 組織で設定した内容は失われます。該当する会議室は数秒以内に判定し直されます。
signals-ask-reset = このシグナルを既定値に戻しますか?
signals-ask-reset-all = すべてのシグナルを既定値に戻しますか?
signals-minutes = { $count ->
   *[other] { $shown } 分
  }
signals-count = { $count ->
   *[other] { $shown } 件のシグナル
  }
escalation = エスカレーション
escalation-text = 誰も担当していない警告を「重要」に引き上げることができます。その会議室は異常となり、インシデントの上位に表示されます。解決されるまで引き上げられたままです。
escalation-days = 担当者がいないままの日数
escalation-help = 1～90。空欄の場合、警告は引き上げられません。
escalation-never = 誰も担当していない警告は、警告のままです。
escalation-after = { $count ->
   *[other] { $shown } 日間誰も担当していない警告は「重要」に引き上げられます。
  }
