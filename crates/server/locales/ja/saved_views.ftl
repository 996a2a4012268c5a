# 保存済みビュー: 各自が保存しておく一覧の選択。

views-title = 保存済みビュー
view-save = このビューを保存
view-name = ビューの名前
view-help = フィルターと並べ替えがこの名前で自分専用に保存されます。検索語は保存されません。
view-done-saved = ビューを保存しました。
view-done-removed = ビューを削除しました。
view-remove = ビュー { $name } を削除
