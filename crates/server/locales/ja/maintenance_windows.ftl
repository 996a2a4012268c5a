# メンテナンス期間: まとめて抑制される会議室。

maintenance-window = メンテナンス期間
maintenance-plan = メンテナンスを計画
maintenance-find = メンテナンスを検索
maintenance-all-rooms = すべての会議室
maintenance-choose-rooms = 会議室を選択
maintenance-some-rooms = 会議室のグループ
maintenance-owner = 計画した人
maintenance-in-force = 実施中
maintenance-to-come = 予定
maintenance-none = 予定されたメンテナンスはありません
maintenance-none-text = メンテナンスを計画すると、作業の間、グループの会議室またはすべての会議室が通知も集計もされません。
maintenance-none-customers = 顧客に予定されたメンテナンスはありません。計画するには顧客を選択してください。
maintenance-count = { $count ->
   *[other] メンテナンス期間 { $shown } 件
  }
maintenance-effect = メンテナンス期間中は対象の会議室が抑制され、通知も集計もされません。期間は自動的に終わり、その後は会議室が通常どおり判定されます。期間中にグループに加わった会議室もメンテナンスの対象になります。
maintenance-rooms-help = 後で追加される会議室も含むすべての会議室、またはグループの会議室です。そのすべてを変更する権限が必要です。
maintenance-reason-help = いずれかの会議室を閲覧できる全員が読みます。
maintenance-planned = メンテナンスを計画しました。
maintenance-ended = メンテナンスが終了しました。会議室は通常どおり判定されます。
