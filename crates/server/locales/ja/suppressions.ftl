# 抑制: 一定期間、通知も集計もしないもの。

suppress = 抑制
suppress-effect = 抑制中のものは通知されず、会議室の正常性にも集計されません。抑制は自動的に終わり、その後は会議室が通常どおり判定されます。
suppress-what = 抑制の対象
suppress-room = 会議室全体
suppress-signals = 下で選択したシグナル
suppress-signals-legend = シグナル
suppress-reason-help = 会議室を閲覧できる全員が読みます。
suppress-from = 開始
suppress-from-help = 空欄なら今からです。予定したメンテナンスでは、これからの日時を自分のタイム ゾーン ({ $zone }) で入力します。
suppress-until = 終了時期
suppress-until-help = 開始からの時間、または日時で指定します。
suppress-own-date = その他の日時
suppress-date = 日時
suppress-date-help = 自分のタイム ゾーン ({ $zone }) の日時です。今から 1 年以内で指定します。
suppress-hours = { $count ->
   *[other] { $shown } 時間
  }
suppress-days = { $count ->
   *[other] { $shown } 日
  }
suppression = 抑制
suppressions = 抑制
suppression-from = { $time } から
suppression-until = { $time } まで
suppression-change = 変更
suppression-end-now = 今すぐ終了
room-signal-suppressed = 抑制中: 集計されません
suppress-owner = 責任者
suppress-owner-help = 抑制に責任を持ち、期限で終わったときに通知を受ける人です。会議室を表示できる、自組織のユーザーとチームから選びます。
suppress-owner-me = 自分
suppress-owner-find = ユーザーまたはチームを検索
suppression-turn-begun = 抑制
suppression-turn-changed = 抑制の変更
suppression-turn-ended = 抑制の終了
suppression-by-time = 期限による
