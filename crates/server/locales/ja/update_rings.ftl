# 更新リング: 計画、リングの詳細、フォーム、会議室の移動。

update-ring = 更新リング
ring-staging = ステージング
ring-general = 一般
ring-executive = エグゼクティブ
ring-text = リングは、その会議室がいつ更新を受け取るかを決めます。最初にステージングの会議室、その後は順序に従ってリングごとに進みます。順序が同じリングは同時に進みます。
ring-count = { $shown } リング
ring-days = { $shown } 日
ring-order = 順序
ring-order-help = 2 はステージングの直後、8 はエグゼクティブの直前です。順序が同じリングは同時に進みます。
ring-rollout = 展開
ring-rollout-days = 展開の日数
ring-rollout-help = この日数をかけて、リングの会議室に更新を分散して展開します。
ring-test = テスト
ring-test-days = テストの日数
ring-test-help = 次のリングが始まる前に、この日数だけ更新の様子を見ます。0 も指定できます。
ring-completion = 完了まで
ring-begins = 開始まで
ring-turn = 順番と日数
ring-total = 合計
ring-full-rollout = 全体の展開
ring-timeline = タイムライン
ring-timeline-help = 棒は 60 日間を表します。高さ全体が展開、半分の高さがテストです。
ring-days-left = このリングに使える日数
ring-days-left-text = すべてのリングを合わせて最長 60 日です。このリングの展開とテストは、その順序で残っている日数に収める必要があります。
ring-days-of-others = 他のリングの日数
ring-days-remaining = 残りの日数
ring-new = 新しいリング
ring-create = リングを作成
ring-edit = リングを編集
ring-created = リングを作成しました。
ring-deleted = リングを削除しました。会議室は一般リングにあります。
ring-empty = このリングに会議室はありません
ring-empty-text = ここに移動した会議室は、それまでのリングから外れます。
ring-rooms-help = 会議室は必ず 1 つのリングだけに属し、それまでのリングから外れます。すでにこのリングにある会議室は表示されません。
ring-move-rooms = このリングに会議室を移動
ring-move-to = 会議室を移動: { $name }
ring-move-room = 別のリングに移動
ring-move = 移動
ring-rooms-moved = 会議室を移動しました。
ring-delete-question = { $name } を削除しますか?
ring-delete-text = リングは完全に削除されます。
ring-delete-rooms = { $count ->
    [0] 閲覧できる会議室はこのリングにありません。
   *[other] { $shown } 室が一般リングに移動します。
  }
ring-customers-count = { $shown } テナント
rings-none-customers = 表示できる更新リングはありません
rings-none-customers-text = 更新リングの表示をあなたに許可している顧客はありません。
