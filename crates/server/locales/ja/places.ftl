# 場所: 会議室が属する階層。

places-text = 国からフロアまで、会議室がある場所です。場所を開くと、その中にあるものが表示されます。
places-find = 場所を検索
places-count = { $count ->
   *[other] { $shown } か所
  }
places-rooms = { $count ->
   *[other] { $shown } 室を表示
  }
places-kind = 種類
places-within = 中の場所
places-lies-in = 上位の場所
places-lies-in-help = より広い場所を選択してください。順序は国、都道府県/州、市区町村、キャンパス、建物、フロアで、途中の段階は省略できます。
places-moves = この場所にあるものはすべて一緒に移動します。
places-nowhere = 上位の場所なし
places-add = 場所を追加
places-add-here = この中に場所を追加
places-edit = 場所を編集
places-added = 場所を追加しました。
places-deleted = 場所を削除しました。
places-none = まだ場所がありません
places-none-text = 国、市区町村、または建物から始めてください。会議室を場所ごとに検索し、数えられるようになります。
places-none-here = この中に場所はありません
places-rooms-here = 会議室はこの場所に直接属します。
places-nothing-here = 会議室のレコードでこの場所を選択すると、会議室がここに属します。
places-ask-delete = この場所を削除しますか?
places-delete-text = この場所には何もありません。完全に削除され、すべての一覧から消えます。
